"""A walk through practice channels: in whatever order patients, a carer and a team press, each meets what is hers.

The model is written from docs/members/practice.md and docs/members/carers.md: plain sets beside the site, which know
none of its rules.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import Count
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from bedside.areas.consents import actions as consents
from bedside.areas.consents.actions.granting import Wish
from bedside.areas.messaging import actions
from bedside.areas.messaging.actions import team
from bedside.areas.messaging.actions.team.answering import Reply
from bedside.areas.messaging.models import Message, Thread
from bedside.areas.messaging.queries import mine
from bedside.areas.messaging.queries.gate import gate
from bedside.areas.people.models import Persona
from bedside.areas.practice.models import TeamMember
from bedside.areas.practice.queries import door
from bedside.kit.ids import new_id
from tests.areas.messaging.making import make_channel, make_colleague, make_practice
from tests.factories import make_persona
from tests.security.machine.walking import Walk, opens, walk

PATIENTS = ("joan", "kim")
TEAM = ("nadia", "desk", "call")  # owner and responder; front desk; on call
OTHERS = ("editor", "elsewhere")
EVERYBODY = (*PATIENTS, "ana", *TEAM, *OTHERS)
REASONS = {"question": "health", "appointment": "office", "worse_today": "urgent"}
READS = {"nadia": {"health", "office", "urgent"}, "desk": {"office"}, "call": {"urgent"}}
WRITES = st.sampled_from([*PATIENTS, "ana", "ana", "nadia"])
WORKS = st.sampled_from([*TEAM, "nadia", *OTHERS, "joan"])
NUMBER = st.integers(0, 40)
REASON_HOLDS, REOPENS = timedelta(minutes=30), timedelta(days=14)


@dataclass
class Talk:
    """One conversation as the model knows it. `has` is who of the team has it."""

    patient: str
    about: str
    state: str = "open"
    has: str = ""
    private: bool = False
    deleted: bool = False
    closed_at: datetime | None = None
    said: int = 1


class Channels(Walk):
    """Each rule presses one button."""

    @initialize()
    def open(self) -> None:
        self.start()
        self.elm, oak = make_practice(slug="elm"), make_practice(slug="oak")
        for who in PATIENTS:
            self.people[who] = make_persona(handle=who)
            make_channel(self.elm, self.people[who])
        self.people["ana"] = make_persona(kind="carer", handle="ana")
        roles = {"nadia": ("owner", "responder"), "desk": ("front_desk",), "call": ("on_call",), "editor": ("editor",)}
        for who, held in roles.items():
            self.people[who] = make_colleague(self.elm, *held, handle=who)
        self.people["elsewhere"] = make_colleague(oak, handle="elsewhere")
        self.talks: dict[int, Talk] = {}
        self.ended: set[str] = set()
        self.left: set[str] = set()
        self.grant = 0
        self.reasons: dict[tuple[str, int], datetime] = {}
        self.turn = 0
        self.begin_with()

    def begin_with(self) -> None:
        """Let one carer have come and gone, and one conversation stand there for each patient."""
        self.begin("joan", "question")
        self.let()
        self.begin("ana", "appointment")
        self.write("ana", 0)
        self.stop()
        self.write("ana", 0)
        self.begin("ana", "question")
        self.begin("kim", "worse_today")

    # What the model says

    def talk(self, number: int) -> tuple[int, Talk]:
        key = sorted(self.talks)[number % len(self.talks)]
        return key, self.talks[key]

    def meets(self, who: str, one: Talk) -> bool:
        """Whether somebody on the patient's side sees a conversation."""
        if one.deleted:
            return False
        return who == one.patient or (who == "ana" and self.grant != 0 and one.patient == "joan" and not one.private)

    def reads(self, who: str, one: Talk) -> bool:
        return who in TEAM and who not in self.left and (one.about in READS[who] or one.has == who)

    def may_work(self, who: str, key: int) -> bool:
        one = self.talks[key]
        given = self.reasons.get((who, key))
        why = not one.private or (given is not None and self.at < given + REASON_HOLDS)
        return self.reads(who, one) and why

    def may_begin(self, who: str) -> bool:
        whose = "joan" if who == "ana" else who
        if whose not in PATIENTS or whose in self.ended:
            return False
        hers = [one for one in self.talks.values() if one.patient == "joan"]
        return who != "ana" or (self.grant != 0 and (not hers or not all(one.private for one in hers)))

    def close_in_model(self, one: Talk) -> None:
        if one.state != "closed":
            one.state, one.closed_at = "closed", self.at

    # The patient's side

    @rule(who=WRITES, reason=st.sampled_from(sorted(REASONS)))
    def begin(self, who: str, reason: str) -> None:
        made = self.works(self.may_begin(who), self.begin_thread, who=who, reason=reason)
        if made is not None:
            self.talks[made.id] = Talk("joan" if who == "ana" else who, REASONS[reason])

    def begin_thread(self, *, who: str, reason: str) -> Thread:
        viewer, here = self.viewer(who), door(self.elm.pk)
        assert here is not None
        patient_id = self.people["joan"].id if who == "ana" else 0
        token = mine.token_for(viewer, here, mine.REASONS[reason], patient_id=patient_id)
        told = actions.Begun(reason, "", "How are the figures?")
        return actions.begin_thread(by=viewer, practice_id=self.elm.pk, begun=told, token=token, patient_id=patient_id)

    @rule(who=WRITES, number=NUMBER)
    def write(self, who: str, number: int) -> None:
        key, one = self.talk(number)
        can = self.meets(who, one) and one.state != "closed" and one.patient not in self.ended
        viewer, thread = self.viewer(who), Thread.objects.get(id=key)
        told = {"thread_id": key, "words": "One thing more.", "token": mine.token_in(viewer, thread)}
        self.works(can, actions.write, by=viewer, **told)
        if can:
            one.said += 1
            one.state = "assigned" if one.has else "open"

    @rule(who=WRITES, number=NUMBER, press=st.sampled_from(["close_thread", "hide_thread", "reopen_thread"]))
    def mind(self, who: str, number: int, press: str) -> None:
        key, one = self.talk(number)
        can = who == one.patient and not one.deleted
        again = one.closed_at is not None and self.at < one.closed_at + REOPENS and one.patient not in self.ended
        if press == "reopen_thread":
            can = can and (one.state != "closed" or again)
        self.works(can, getattr(actions, press), by=self.viewer(who), thread_id=key)
        if can and press == "reopen_thread" and one.state == "closed":
            one.state, one.has, one.closed_at = "open", "", None
        elif can and press != "reopen_thread":
            self.close_in_model(one)
            one.deleted = press == "hide_thread"

    @rule(who=st.sampled_from([*PATIENTS, "ana", "nadia"]), on=st.booleans())
    def end_or_reopen(self, who: str, on: bool) -> None:
        can = who in PATIENTS and (who in self.ended) == on
        press: Callable[..., Any] = actions.reopen_channel if on else actions.end_channel
        self.works(can, press, by=self.viewer(who), practice_id=self.elm.pk)
        if can and on:
            self.ended.discard(who)
        elif can:
            self.ended.add(who)
            for one in self.talks.values():
                if one.patient == who:
                    self.close_in_model(one)

    @rule()
    def let(self) -> None:
        """Joan lets Ana write to practices, if she does not yet."""
        if not self.grant:
            wish = Wish(frozenset({"message practice"}), "carer", (self.at + timedelta(days=200)).date(), "")
            self.grant = consents.offer(by=self.viewer("joan"), other_id=self.people["ana"].id, wish=wish).id
            consents.accept(by=self.viewer("ana"), grant_id=self.grant)

    @rule()
    def stop(self) -> None:
        if self.grant:
            consents.stop(by=self.viewer("joan"), grant_id=self.grant)
            self.grant = 0

    # The team

    @rule(who=WORKS, number=NUMBER)
    def give_a_reason(self, who: str, number: int) -> None:
        key, one = self.talk(number)
        can = self.reads(who, one)
        self.works(can, team.open_thread, by=self.viewer(who), thread_id=key, why="I stand in today.")
        if can:
            self.reasons[who, key] = self.at

    @rule(who=WORKS, number=NUMBER)
    def answer(self, who: str, number: int) -> None:
        key, one = self.talk(number)
        can = self.may_work(who, key) and one.state != "closed"
        newest = Thread.objects.get(id=key).last_message_id or 0
        reply = Reply("It looks fine.", key=new_id(), seen=newest)
        self.works(can, team.answer, by=self.viewer(who), thread_id=key, reply=reply)
        if can:
            one.said, one.state, one.deleted, one.has = one.said + 1, "waiting", False, one.has or who

    @rule(who=WORKS, number=NUMBER)
    def take(self, who: str, number: int) -> None:
        key, one = self.talk(number)
        can = self.may_work(who, key) and (one.has == who or (not one.has and one.state != "closed"))
        self.works(can, team.take, by=self.viewer(who), thread_id=key)
        if can and not one.has:
            one.has, one.state = who, "assigned" if one.state == "open" else one.state

    @rule(who=WORKS, number=NUMBER)
    def close(self, who: str, number: int) -> None:
        key, one = self.talk(number)
        can = self.may_work(who, key)
        self.works(can, team.close, by=self.viewer(who), thread_id=key, summary="All is well.")
        if can and one.state != "closed":
            self.close_in_model(one)
            one.deleted = False

    @rule(who=WORKS, number=NUMBER, on=st.booleans())
    def make_private(self, who: str, number: int, on: bool) -> None:
        key, one = self.talk(number)
        can = self.may_work(who, key)
        self.works(can, team.mark_sensitive, by=self.viewer(who), thread_id=key, on=on)
        one.private = on if can else one.private

    @rule(who=st.sampled_from(TEAM), back=st.booleans())
    def leave_the_team(self, who: str, back: bool) -> None:
        TeamMember.objects.filter(persona=self.people[who]).update(ended_at=None if back else self.at)
        (self.left.discard if back else self.left.add)(who)

    @rule(by=st.sampled_from([timedelta(minutes=20), timedelta(hours=5), timedelta(days=8)]))
    def wait(self, by: timedelta) -> None:
        self.pass_time(by)

    # Looking

    @invariant()
    def everybody_meets_what_is_hers_and_nothing_else(self) -> None:
        if not hasattr(self, "turn"):
            return
        self.turn += 1
        for who in ("joan", "ana"):
            seen = {line.id for line in mine.my_threads(self.viewer(who))}
            assert seen == {key for key, one in self.talks.items() if self.meets(who, one)}, who
        who = EVERYBODY[self.turn % len(EVERYBODY)]
        viewer = self.viewer(who)
        for key, one in self.talks.items():
            assert opens(gate, viewer, key) == self.reads(who, one), who
            assert opens(mine.my_thread, viewer, key) == self.meets(who, one), who

    @invariant()
    def nothing_that_was_said_is_lost(self) -> None:
        kept = Message.objects.filter(kind="message").values_list("thread_id").annotate(Count("id"))
        assert dict(kept) == {key: one.said for key, one in getattr(self, "talks", {}).items()}


@pytest.mark.django_db
def test_in_whatever_order_they_press_each_meets_what_is_hers() -> None:
    pressed = walk(Channels, examples=6, steps=20)
    done, refused = ({name for name, worked in pressed if worked is which} for which in (True, False))
    # The walk is no proof where its presses are all refused, or none is.
    assert {"begin_thread", "write", "answer", "take", "close_thread", "end_channel"} <= done
    assert {"begin_thread", "write", "answer", "take", "mark_sensitive"} <= refused


@pytest.mark.nightly
@pytest.mark.django_db
def test_ten_thousand_steps_in_channels() -> None:
    walk(Channels, examples=200, steps=50)


@pytest.mark.django_db
def test_the_walk_finds_a_carer_who_writes_on_after_she_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def for_ever(_viewer: object) -> list[SimpleNamespace]:
        joan = Persona.objects.get(handle="joan")
        return [SimpleNamespace(owner_id=joan.id, state="live", scopes={"message practice"})]

    monkeypatch.setattr("bedside.areas.messaging.queries.sides.acting_for", for_ever)
    with pytest.raises(AssertionError, match="write: worked"):
        walk(Channels, examples=1, steps=2, shrink=False)

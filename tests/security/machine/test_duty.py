"""In whatever order a post is flagged, looked at, answered and closed: it takes two, and never the author herself.

The model is written from docs/moderators/escalation.md.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from bedside.areas.escalations import actions, queries
from tests.areas.escalations.scene import put_on_rota, write
from tests.factories import make_account, make_persona
from tests.security.machine.walking import Walk, opens, walk

# Handle, account, kind, role of the staff, on the rota. The author is a moderator too, by another of her personas.
CAST = (
    ("juniper", "J", "patient", "", False),
    ("junimod", "J", "personal", "moderator", True),
    ("heron", "H", "patient", "", False),
    ("first", "F", "personal", "moderator", True),
    ("second", "S", "personal", "moderator", True),
    ("lead", "L", "personal", "safety_lead", False),
)
ACCOUNTS = {handle: account for handle, account, *_rest in CAST}
ON_DUTY = {handle for handle, *_rest, rota in CAST if rota} | {"lead"}
TRAINED = {"juniper", "junimod", "first", "second", "lead"}  # by their accounts
GRAVE = {"self_harm": 2, "urgent": 3, "sensitive": 4}
WHO, HANDS = st.sampled_from(sorted(ACCOUNTS)), st.sampled_from(["first", "second", "lead", "junimod", "heron"])
NUMBER, MOSTLY = st.integers(0, 1_000), st.integers(0, 3).map(bool)
TIMES = st.sampled_from([timedelta(minutes=4), timedelta(minutes=11), timedelta(hours=5)])
AGREE_WITHIN = timedelta(minutes=10)


@dataclass
class Case:
    """One post on its way to a private answer. `said_by` said how grave it is; nobody has while it is empty."""

    post: int
    klass: int
    state: str = "waits"  # waits, contacted, handed, glass, closed
    said_by: str = ""
    written: bool = False
    heard: datetime | None = None  # when the author last wrote
    flagged: set[str] = field(default_factory=set)


@dataclass
class Glass:
    """One asked for the glass to be broken; another answers within ten minutes."""

    case: int
    asker: str
    at: datetime
    answered: bool = False


class Duty(Walk):
    """Each rule presses one button of a reader, the author, or somebody on duty."""

    @initialize()
    def open(self) -> None:
        self.start()
        made: dict[str, Any] = {}
        for handle, account, kind, _role, _rota in CAST:
            roles = tuple(role for _h, other, _k, role, _r in CAST if other == account and role)
            made.setdefault(account, make_account(staff=roles))
            self.people[handle] = make_persona(kind=kind, handle=handle, account=made[account])
        for place, handle in enumerate((handle for handle, *_rest, rota in CAST if rota), start=1):
            put_on_rota(self.people[handle], place=place, hours=4000)
        self.posts = [write(self.people["juniper"]).id for _number in range(2)]
        self.cases: dict[int, Case] = {}
        self.asked: dict[int, Glass] = {}
        self.turn = 0
        self.begin()

    def begin(self) -> None:
        """Let one case have come as far as two people who could break the glass."""
        self.flag("heron", 0, "self_harm")
        self.triage("junimod", 0, "confirm")  # her own, whichever of her personas wrote it
        self.contact("first", 0)  # before anybody said how grave it is
        self.triage("first", 0, "confirm")
        self.contact("first", 0)
        self.ask_glass("first", 0)
        self.flag("heron", 1, "urgent")

    def case(self, number: int) -> tuple[int, Case]:
        keys = sorted(self.cases)
        return keys[number % len(keys)], self.cases[keys[number % len(keys)]]

    def may_work(self, who: str) -> bool:
        return who in ON_DUTY and ACCOUNTS[who] != "J"

    @rule(who=WHO, number=NUMBER, reason=st.sampled_from(sorted(GRAVE)))
    def flag(self, who: str, number: int, reason: str) -> None:
        post = self.posts[number % len(self.posts)]
        made = self.works(True, actions.flag, by=self.viewer(who), post_id=post, reason=reason)
        case = self.cases.get(made)
        if case is None:
            assert not [one for one in self.cases.values() if one.post == post and one.state != "closed"]
            self.cases[made] = Case(post, GRAVE[reason], flagged={who})
            return
        assert (case.post, case.state != "closed") == (post, True)
        if who not in case.flagged and GRAVE[reason] < case.klass:
            case.klass = GRAVE[reason]
            case.said_by = "" if case.state == "waits" else case.said_by
        case.flagged.add(who)

    @rule(who=HANDS, number=NUMBER, choice=st.sampled_from(["confirm", "raise", "confirm", "false_alarm"]))
    def triage(self, who: str, number: int, choice: str) -> None:
        key, case = self.case(number)
        to, why = "C1" if choice == "raise" else "", "figure" if choice == "false_alarm" else "said"
        can = self.may_work(who) and case.state == "waits" and (choice != "raise" or case.klass > 1)
        can = can and (case.said_by in ("", who) or choice == "raise")
        self.works(can, actions.triage, by=self.viewer(who), escalation_id=key, choice=choice, why=why, to=to)
        if can:
            case.said_by, case.klass = who, 1 if choice == "raise" else case.klass
            case.state = "closed" if choice == "false_alarm" else case.state

    @rule(who=HANDS, number=NUMBER)
    def contact(self, who: str, number: int) -> None:
        key, case = self.case(number)
        can = self.may_work(who) and case.state == "waits" and case.said_by != ""
        self.works(can, actions.contact, by=self.viewer(who), escalation_id=key)
        if can:
            case.state, case.written = "contacted", True

    @rule(who=HANDS, number=NUMBER)
    def write(self, who: str, number: int) -> None:
        """The duty team writes where the author was written to, and nowhere else."""
        key, case = self.case(number)
        can = self.may_work(who) and case.written
        self.works(can, actions.write, by=self.viewer(who), escalation_id=key, words="We are here.")

    @rule(who=WHO, number=NUMBER, hers=MOSTLY)
    def answer(self, who: str, number: int, hers: bool) -> None:
        key, case = self.case(number)
        who = "juniper" if hers else who
        can = who == "juniper" and case.written
        self.works(can, actions.answer, by=self.viewer(who), escalation_id=key, words="I am at home.")
        case.heard = self.at if can else case.heard

    @rule(who=WHO, number=NUMBER, to=st.sampled_from(["line", "nobody"]), hers=MOSTLY)
    def hand_off(self, who: str, number: int, to: str, hers: bool) -> None:
        key, case = self.case(number)
        who = "juniper" if hers else who
        can = who == "juniper" and case.state in ("contacted", "handed")
        self.works(can, actions.hand_off, by=self.viewer(who), escalation_id=key, to=to)
        case.state = "handed" if can else case.state

    @rule(who=WHO, number=NUMBER, hers=MOSTLY)
    def leave_it(self, who: str, number: int, hers: bool) -> None:
        key, case = self.case(number)
        who = "juniper" if hers and number % 4 == 0 else who
        can = who == "juniper" and case.state in ("waits", "contacted", "handed")
        self.works(can, actions.leave_it, by=self.viewer(who), escalation_id=key, outcome="author_safe")
        case.state = "closed" if can else case.state

    @rule(who=HANDS, number=NUMBER)
    def resolve(self, who: str, number: int) -> None:
        key, case = self.case(number)
        can = self.may_work(who) and case.state in ("contacted", "handed", "glass")
        self.works(can, actions.resolve, by=self.viewer(who), escalation_id=key, outcome="in_care")
        case.state = "closed" if can else case.state

    # Two people

    @rule(who=HANDS, number=NUMBER)
    def ask_glass(self, who: str, number: int) -> None:
        key, case = self.case(number)
        can = self.may_work(who) and who in TRAINED and case.state == "contacted" and case.klass <= 2
        told = {"reason": "plan", "to": "service", "words": "Somebody may be in danger.", "unreachable": True}
        made = self.works(can, actions.break_glass, by=self.viewer(who), escalation_id=key, **told)
        if can:
            self.asked[made] = Glass(key, who, self.at)

    @rule(who=WHO, number=NUMBER, yes=st.booleans())
    def answer_glass(self, who: str, number: int, yes: bool) -> None:
        if not self.asked:
            return
        key = sorted(self.asked)[number % len(self.asked)]
        one = self.asked[key]
        case = self.cases[one.case]
        can = self.is_second(who, one) and (not yes or self.stands(one))
        press = actions.agree_glass if yes else actions.decline_glass
        self.works(can, press, by=self.viewer(who), glass_id=key)
        if can:
            one.answered, case.state = True, "glass" if yes else case.state

    def stands(self, one: Glass) -> bool:
        """An answer of the author at or after its moment takes the ground away from a request."""
        case = self.cases[one.case]
        silent = case.heard is None or case.heard < one.at
        return silent and case.state == "contacted" and case.klass <= 2

    def is_second(self, who: str, one: Glass) -> bool:
        open_now = not one.answered and self.at < one.at + AGREE_WITHIN
        return open_now and who in TRAINED and ACCOUNTS[who] not in (ACCOUNTS[one.asker], "J")

    @rule(by=TIMES)
    def wait(self, by: timedelta) -> None:
        self.pass_time(by)

    # Looking

    @invariant()
    def nobody_meets_what_is_not_hers(self) -> None:
        if not hasattr(self, "turn"):
            return
        self.turn += 1
        every = sorted(ACCOUNTS)
        for who in {every[self.turn % len(every)], "juniper", "junimod"}:
            viewer = self.viewer(who)
            for key, case in self.cases.items():
                assert opens(queries.one, viewer, key) == self.may_work(who), who
                reads = who == "juniper" or self.may_work(who)
                assert opens(queries.thread, viewer, key) == reads, who
                if reads:
                    there = queries.thread(viewer, key)
                    assert (bool(there.messages), there.may_write) == (case.written, case.written), who
            seen = {line.id: line.stands for line in queries.glasses(viewer)}
            mine = {key: self.stands(one) for key, one in self.asked.items() if self.is_second(who, one)}
            assert seen == mine, who


@pytest.mark.django_db
def test_in_whatever_order_it_takes_two_and_never_the_author() -> None:
    pressed = walk(Duty, examples=6, steps=20)
    done, refused = ({name for name, worked in pressed if worked is which} for which in (True, False))
    # The walk is no proof where its presses are all refused, or none is.
    assert {"flag", "triage", "contact", "answer", "break_glass"} <= done
    assert {"triage", "contact", "break_glass"} <= refused


@pytest.mark.nightly
@pytest.mark.django_db
def test_ten_thousand_steps_on_duty() -> None:
    walk(Duty, examples=200, steps=50)


@pytest.mark.django_db
def test_the_walk_finds_an_author_who_meets_her_own_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedside.areas.escalations.queries.access.persons.faces_of", lambda _persona_id: set())
    with pytest.raises(AssertionError, match="triage"):
        walk(Duty, examples=1, steps=2, shrink=False)

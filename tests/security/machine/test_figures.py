"""In whatever order members let their record be counted and compared, take it back, keep things alone, and meet.

The model is written from docs/members/record.md: an item is counted where it was let be and the grant runs; ending a
grant takes it out of every item; who stops is in nobody's list and in no introduction at once; a no looks like waiting;
of who erases her account nothing is counted or compared, and nobody has an introduction with her.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from bedside.areas.contacts import actions as contacts
from bedside.areas.likeme import actions as likeme
from bedside.areas.likeme.actions import Wish
from bedside.areas.likeme.models import Introduction, MatchProfile
from bedside.areas.likeme.queries import introductions
from bedside.areas.people import actions as people
from bedside.areas.people import parts
from bedside.areas.records import actions
from bedside.areas.records.actions import research, sharing
from bedside.areas.records.cubes.opening import opened
from bedside.areas.records.models import Condition, TreatmentCourse
from bedside.areas.records.queries.consented import consented_owners
from bedside.areas.records.queries.sharing import live_grants
from bedside.kit.outbox.actions import deliver_now
from bedside.kit.viewing import as_system
from bedside.policy.conditions import Illness
from bedside.policy.courses import Course
from bedside.policy.dates import part
from bedside.policy.likeme import ANSWER_DAYS
from bedside.policy.sharing import LASTS, MATCHING, STATISTICS
from tests.areas.likeme.making import introduced
from tests.factories import make_persona
from tests.security.machine.walking import Walk, walk

PEOPLE = ("joan", "mary", "ruth")
WHO, OTHER, NUMBER = st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.integers(0, 1_000)
KINDS = st.sets(st.sampled_from(["conditions", "courses"]), min_size=1)
TIMES = st.sampled_from([timedelta(hours=1), timedelta(days=8), timedelta(days=31), timedelta(days=400)])


@dataclass
class Item:
    """One thing that somebody keeps, and for what it may be used."""

    who: str
    kind: str
    number: int
    name: str
    uses: set[str] = field(default_factory=set)
    alone: bool = False


@dataclass
class Meeting:
    """One asked the other."""

    asker: str
    asked: str
    number: int
    at: datetime
    agreed: bool = False
    declined: bool = False


class Figures(Walk):
    """Three patients who keep an illness and treatments."""

    @initialize()
    def open(self) -> None:
        self.start()
        for handle in PEOPLE:
            self.people[handle] = make_persona(kind="patient", handle=handle)
        self.items: list[Item] = []
        self.numbers = count()
        self.grants: dict[tuple[str, str], tuple[set[str], datetime]] = {}
        self.compared: set[str] = set()
        self.meetings: list[Meeting] = []
        self.blocks: set[tuple[str, str]] = set()
        self.gone: set[int] = set()
        for who in PEOPLE:
            self.has(who)
        self.takes("joan")
        self.let_count("joan", {"courses", "conditions"})
        self.begin("joan", {"courses"})
        self.begin("mary", set())
        self.ask("joan", "mary")
        self.answer(0, True)
        self.choose(0, {STATISTICS}, False)
        self.stop_count("joan")
        self.let_count("joan", {"courses"})
        self.go_on()

    def go_on(self) -> None:
        """Nothing here: for what a walk with a planted fault does first."""

    def runs(self, who: str, use: str) -> set[str]:
        kinds, until = self.grants.get((who, use), (set(), self.at))
        return kinds if self.at < until else set()

    def kept(self, who: str, kind: str, number: int, name: str) -> None:
        uses = {use for use in (STATISTICS, MATCHING) if kind in self.runs(who, use)}
        self.items.append(Item(who, kind, number, name, uses))

    def has(self, who: str) -> None:
        name = f"Illness {next(self.numbers)}"
        given = {"illness": Illness(text=name, onset=part("2012")), "another": True}
        self.kept(who, "conditions", self.works(True, actions.add_condition, by=self.viewer(who), **given), name)

    @rule(who=WHO)
    def takes(self, who: str) -> None:
        name = f"Tea {next(self.numbers)}"
        course = Course(text=name, purpose="Migraine", declared=self.at.date(), start=part("2020"))
        self.kept(who, "courses", self.works(True, actions.add_treatment, by=self.viewer(who), course=course), name)

    def granted(self, who: str, use: str, kinds: set[str]) -> None:
        self.ended(who, use)
        self.grants[who, use] = (kinds, self.at + LASTS)
        for item in self.items:
            if item.who == who and item.kind in kinds and not item.alone:
                item.uses.add(use)

    def ended(self, who: str, use: str) -> None:
        kinds, _until = self.grants.pop((who, use), (set(), self.at))
        for item in self.items:
            if item.who == who and item.kind in kinds:
                item.uses.discard(use)

    @rule(who=WHO, kinds=KINDS)
    def let_count(self, who: str, kinds: set[str]) -> None:
        self.works(True, research.let_use, by=self.viewer(who), audience=STATISTICS, kinds=kinds)
        self.granted(who, STATISTICS, kinds)

    @rule(who=WHO)
    def stop_count(self, who: str) -> None:
        self.works(True, research.stop_use, by=self.viewer(who), audience=STATISTICS)
        self.ended(who, STATISTICS)

    @rule(who=WHO, fields=st.sets(st.sampled_from(["courses", "onset"])))
    def begin(self, who: str, fields: set[str]) -> None:
        kinds = {"conditions", *fields}
        self.works(True, likeme.begin, by=self.viewer(who), wish=Wish(fields=tuple(sorted(kinds))))
        self.granted(who, MATCHING, kinds)
        self.compared.add(who)

    @rule(who=WHO, elsewhere=st.booleans())
    def stop(self, who: str, elsewhere: bool) -> None:
        """She stops on its own page, or ends the grant on the page of all grants."""
        if elsewhere:
            self.works(True, research.stop_use, by=self.viewer(who), audience=MATCHING)
            deliver_now()
        else:
            self.works(True, likeme.stop, by=self.viewer(who))
        had_one = (who, MATCHING) in self.grants
        self.ended(who, MATCHING)
        if had_one or not elsewhere:
            self.forgotten(who)

    def forgotten(self, who: str) -> None:
        self.compared.discard(who)
        self.meetings = [one for one in self.meetings if who not in (one.asker, one.asked)]

    @rule(number=NUMBER, uses=st.sets(st.sampled_from([STATISTICS, MATCHING])), alone=st.booleans())
    def choose(self, number: int, uses: set[str], alone: bool) -> None:
        item = self.items[number % len(self.items)]
        given = {"kind": item.kind, "item_id": item.number, "audiences": uses, "alone": alone}
        self.works(True, sharing.choose, by=self.viewer(item.who), **given)
        item.alone = alone
        item.uses = set() if alone else {use for use in uses if item.kind in self.runs(item.who, use)}

    @rule(number=NUMBER)
    def erases(self, number: int) -> None:
        item = self.items[number % len(self.items)]
        if item.kind == "courses":
            self.works(True, actions.delete_treatment, by=self.viewer(item.who), course_id=item.number)
            self.items.remove(item)

    @rule(who=WHO)
    def leaves(self, who: str) -> None:
        """She erases her account, and somebody else comes in her place."""
        account = self.people[who].account_id
        self.works(True, people.ask_erasure, by=self.viewer(who), at_once=True)
        self.works(True, people.erase, account_id=account)
        self.gone.add(account)
        for use in (STATISTICS, MATCHING):
            self.grants.pop((who, use), None)
        self.items = [item for item in self.items if item.who != who]
        self.forgotten(who)
        self.blocks = {pair for pair in self.blocks if who not in pair}
        self.people[who] = make_persona(kind="patient", handle=f"{who}{len(self.gone)}")
        self.has(who)

    def ask(self, who: str, other: str) -> None:
        """Who is offered is drawn from at least eleven others: here she asks as if it had been this one."""
        number = introduced(self.viewer(who), to=self.viewer(other))
        self.meetings.append(Meeting(who, other, number, self.at))

    @rule(who=WHO, other=OTHER)
    def asks(self, who: str, other: str) -> None:
        known = {(one.asker, one.asked) for one in self.meetings}
        apart = (who, other) in self.blocks or (other, who) in self.blocks
        if who != other and {who, other} <= self.compared and (who, other) not in known and not apart:
            self.ask(who, other)

    @rule(number=NUMBER, yes=st.booleans())
    def answer(self, number: int, yes: bool) -> None:
        if not self.meetings:
            return
        one = self.meetings[number % len(self.meetings)]
        may = not one.agreed and one in self.seen_by(one.asked)
        given = {"introduction_id": one.number, "yes": yes}
        self.works(may, likeme.answer, by=self.viewer(one.asked), **given)
        if may:
            one.agreed, one.declined = yes, not yes

    @rule(who=WHO, other=OTHER)
    def block(self, who: str, other: str) -> None:
        if who != other and (who, other) not in self.blocks and (other, who) not in self.blocks:
            self.works(True, contacts.block, by=self.viewer(who), target_id=self.people[other].id)
            self.blocks.add((who, other))

    @rule(by=TIMES)
    def wait(self, by: timedelta) -> None:
        """Time passes; the nights do what they do."""
        self.pass_time(by)
        over = [key for key, (_kinds, until) in self.grants.items() if self.at >= until]
        sharing.expire()
        deliver_now()
        likeme.refresh()
        for who, use in over:
            self.ended(who, use)
            if use == MATCHING:
                self.forgotten(who)

    def seen_by(self, who: str) -> list[Meeting]:
        return [one for one in self.meetings if self.stands_for(one, who)]

    def stands_for(self, one: Meeting, who: str) -> bool:
        """Whether a meeting is on somebody's page: who asked sees it wait whatever the other said, or blocked."""
        if who not in (one.asker, one.asked):
            return False
        apart = bool({(one.asker, one.asked), (one.asked, one.asker)} & self.blocks)
        if one.agreed:
            return not apart
        if self.at >= one.at + timedelta(days=ANSWER_DAYS):
            return False
        return who == one.asker or not (one.declined or apart)

    @invariant()
    def what_is_counted_is_what_was_let(self) -> None:
        if not hasattr(self, "blocks"):
            return
        counted: dict[str, set[str]] = {}
        with as_system("the walk counts as a build does"):
            owners = {self.people[who].account_id: who for who in PEOPLE}
            for account in consented_owners():
                (one,) = opened([account], key="of this walk", abouts={})
                named = {row["treatment"] for row in one.courses} | {row["condition"] for row in one.illnesses}
                counted[owners[account]] = named
        expected = {who: set[str]() for who in PEOPLE if self.runs(who, STATISTICS)}
        for item in self.items:
            if item.who in expected and STATISTICS in item.uses:
                expected[item.who].add(item.name.lower().replace(" ", "-"))
        assert counted == expected

    @invariant()
    def of_who_left_nothing_can_be_counted_or_compared(self) -> None:
        for account in getattr(self, "gone", ()):
            with as_system("the walk looks for what is left of somebody"):
                assert not live_grants(STATISTICS).filter(owner_id=account).exists()
                assert not Condition.objects.filter(owner_id=account).exists()
                assert not TreatmentCourse.objects.filter(owner_id=account).exists()

    @invariant()
    def who_is_compared_is_who_agreed(self) -> None:
        if not hasattr(self, "blocks"):
            return
        accounts = {self.people[who].account_id for who in self.compared}
        with as_system("the walk looks at who is compared"):
            assert set(MatchProfile.objects.values_list("owner_id", flat=True)) == accounts
            for row in MatchProfile.objects.all():
                self.holds_no_more_than_she_let(row)

    def holds_no_more_than_she_let(self, row: MatchProfile) -> None:
        who = next(one for one in PEOPLE if self.people[one].account_id == row.owner_id)
        facts = {fact.split(":")[0] for fact in row.history()[-1].profile.facts}
        assert facts <= self.runs(who, MATCHING), facts

    @invariant()
    def each_sees_the_meetings_that_stand(self) -> None:
        if not hasattr(self, "blocks"):
            return
        for who in PEOPLE:
            seen = {
                one.id: self.called(one.persona.handle) if one.persona else ""
                for one in introductions(self.viewer(who))
            }
            assert seen == {one.number: self.name_in(one, who) for one in self.seen_by(who)}

    def called(self, handle: str) -> str:
        return next(who for who, persona in self.people.items() if persona.handle == handle)

    @staticmethod
    def name_in(one: Meeting, who: str) -> str:
        if not one.agreed:
            return ""
        return one.asked if who == one.asker else one.asker


def done(pressed: Any) -> set[str]:
    return {name for name, worked in pressed if worked}


@pytest.mark.django_db
def test_in_whatever_order_records_are_counted_and_compared_each_use_has_what_it_may() -> None:
    pressed = walk(Figures, examples=6, steps=24)
    presses = {
        "erase",
        "let_use",
        "stop_use",
        "choose",
        "begin",
        "stop",
        "answer",
        "block",
        "add_treatment",
        "delete_treatment",
    }
    assert presses <= done(pressed)


@pytest.mark.nightly
@pytest.mark.django_db
def test_ten_thousand_steps_of_figures() -> None:
    walk(Figures, examples=200, steps=50)


class Again(Figures):
    """The same, where she ends the count and lets only her illnesses be counted from then on."""

    def go_on(self) -> None:
        self.stop_count("joan")
        self.let_count("joan", {"conditions"})


@pytest.mark.django_db
def test_the_walk_finds_a_build_that_counts_what_was_let_be_compared_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedside.areas.records.cubes.opening.STATISTICS", MATCHING)
    with pytest.raises(AssertionError):
        walk(Again, examples=1, steps=2, shrink=False)


class Gone(Figures):
    """The same, where she whom joan met stops."""

    def go_on(self) -> None:
        self.stop("mary", False)


@pytest.mark.django_db
def test_the_walk_finds_an_introduction_that_outlives_who_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedside.areas.likeme.actions.matching.Introduction", Nothing)
    with pytest.raises(AssertionError):
        walk(Gone, examples=1, steps=2, shrink=False)


class Erased(Figures):
    """The same, where joan erases her account."""

    def go_on(self) -> None:
        self.leaves("joan")


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["records_treatment_course", "records_ledger", "likeme_profile"])
def test_the_walk_finds_what_an_erasure_forgets(monkeypatch: pytest.MonkeyPatch, table: str) -> None:
    every = parts.all_parts()
    monkeypatch.setattr(parts, "all_parts", lambda: tuple(part for part in every if part.table != table))
    with pytest.raises(AssertionError):
        walk(Erased, examples=1, steps=2, shrink=False)


class Nothing:
    """A table that deletes nothing."""

    objects = Introduction.objects.none()

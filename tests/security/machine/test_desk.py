"""In whatever order things are reported, decided and looked at again: everybody sees and may what the model says."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from bedside.areas.moderation import actions, queries
from bedside.areas.moderation.models import Act, Report
from bedside.areas.moderation.models import Case as Row
from bedside.areas.people.models import Persona
from bedside.areas.posts import queries as posts
from bedside.kit.errors import NotHere
from bedside.policy.moderation.cases import CLAIM_FOR
from tests.areas.posts.writing import write
from tests.factories import join, make_account, make_persona, make_space
from tests.security.machine.desk_model import UNDO, Case, Deed, Desks, Thing
from tests.security.machine.walking import Walk, walk

# Handle, account, kind, role of the staff, role in the closed place.
CAST = (
    ("ada", "A", "patient", "", "member"),
    ("adatoo", "A", "personal", "", "steward"),
    ("rhea", "R", "patient", "", "member"),
    ("stan", "N", "patient", "", ""),
    ("stew", "T", "patient", "", "steward"),
    ("mo", "M", "personal", "moderator", ""),
    ("max", "X", "personal", "moderator", ""),
    ("ida", "I", "personal", "administrator", ""),
)
# What can be reported: its name, and its author.
THINGS = (
    ("hers inside", "ada", True, True),
    ("hers in the open", "ada", False, True),
    ("the steward's", "stew", True, True),
    ("the moderator's", "mo", False, True),
    ("rhea", "rhea", False, False),
)
# What was decided before the walk begins: who reported, what, who took it, what was done.
BEGUN = (
    ("rhea", "hers inside", "stew", "hold"),
    ("stan", "hers in the open", "mo", "fold"),
    ("ada", "rhea", "mo", "limit"),
)
CODES = {"label": "label", "fold": "hide", "hold": "hold", "limit": "limit", "suspend": "suspend"}
WHO = st.sampled_from([handle for handle, *_rest in CAST])
WORKERS = st.sampled_from(["adatoo", "stew", "mo", "max", "ida", "rhea"])
THING = st.sampled_from([name for name, *_rest in THINGS])
NUMBER, OFTEN = st.integers(0, 1_000), st.integers(0, 3).map(bool)
TIMES = st.sampled_from([timedelta(seconds=20), timedelta(minutes=90), timedelta(days=3), timedelta(days=8)])


class Reports(Walk):
    """Each rule presses one button of a member, a steward or a moderator."""

    @initialize()
    def open(self) -> None:
        self.start()
        self.place = make_space(slug="closed")
        accounts = {}
        for handle, account, kind, role, inside in CAST:
            if account not in accounts:
                accounts[account] = make_account(staff=(role,) if role else ())
            self.people[handle] = make_persona(kind=kind, handle=handle, account=accounts[account])
            if inside:
                join(self.people[handle], self.place, role=inside)
        self.subjects = {}
        for name, author, closed, is_post in THINGS:
            persona = self.people[author]
            self.subjects[name] = write(persona, f"{name}: tea is enough.", space=self.place if closed else None).id
            if not is_post:
                self.subjects[name] = persona.id
        self.model = Desks(
            accounts={handle: account for handle, account, *_rest in CAST},
            members={handle for handle, *_rest, inside in CAST if inside},
            stewards={handle for handle, *_rest, inside in CAST if inside == "steward"},
            staff={handle: role for handle, _account, _kind, role, _inside in CAST if role},
            things={name: Thing(author, closed, is_post) for name, author, closed, is_post in THINGS},
        )
        self.looks = 0
        self.begin()

    def begin(self) -> None:
        """Let something be decided by either desk before the walk begins, and one second look be asked for."""
        for reporter, name, worker, act in BEGUN:
            self.report(reporter, name, "unkind")
            self.pass_time(UNDO)
            self.claim(worker, 0, often=True)
            self.act(0, "", True, act, 7)
        self.appeal(0, "", hers=True)
        self.report("stan", "hers in the open", "harms")
        self.pass_time(UNDO)

    def acts(self, who: str) -> bool:
        return who in self.model.active(self.at)

    def case_for(self, who: str, number: int, often: bool) -> int:
        """Return a case, most times one that waits for `who`."""
        numbers = sorted((self.model.queue(who, self.at) if often else None) or self.model.cases)
        return numbers[number % len(numbers)] if numbers else 0

    # Reporting

    @rule(who=WHO, name=THING, reason=st.sampled_from(["unkind", "harms", "law"]))
    def report(self, who: str, name: str, reason: str) -> None:
        model, thing = self.model, self.model.things[name]
        if not self.acts(who):
            return
        can = model.reads(who, name, self.at) and not model.own(who, name)
        kind, key = ("post", str(self.subjects[name])) if thing.post else ("persona", thing.author)
        self.works(can, actions.report, by=self.viewer(who), kind=kind, key=key, reason=reason)
        if not can:
            return
        desk, number = model.desk_for(name, reason, self.at), model.waiting(name)
        if not number:
            row = Row.objects.get(subject_id=self.subjects[name], state="open")
            model.cases[row.id] = Case(name, desk, {who: self.at})
            return
        case = model.cases[number]
        case.reporters.setdefault(who, self.at)
        if desk == "moderator" and case.desk == "steward":
            case.desk, case.holder = desk, ""  # who had it can't decide it any more: it is free

    @rule(who=WHO, number=NUMBER)
    def take_back(self, who: str, number: int) -> None:
        model = self.model
        found = sorted(key for key, case in model.cases.items() if who in case.reporters)
        if not found or not self.acts(who):
            return
        key = found[number % len(found)]
        case = model.cases[key]
        row = Report.objects.get(case_id=key, reporter_id=self.people[who].id)
        can = case.waits and not case.holder and self.at < case.reporters[who] + UNDO
        self.works(can, actions.take_back, by=self.viewer(who), report_id=row.id)
        if can:
            del case.reporters[who]
            if not case.reporters:
                del model.cases[key]

    # At the desk

    @rule(who=WORKERS, number=NUMBER, often=OFTEN)
    def claim(self, who: str, number: int, often: bool) -> None:
        model, key = self.model, self.case_for(who, number, often)
        if not key or not self.acts(who):
            return
        case = model.cases[key]
        others = model.held(case, self.at) and not model.mine(who, case, self.at)
        there = case.waits and model.settled(case, self.at)
        can = there and model.works(who, case.desk, case.thing) and not others
        self.works(can, actions.claim, by=self.viewer(who), case_id=key)
        if can:
            case.holder, case.since = who, self.at

    @rule(who=WORKERS, number=NUMBER)
    def claim_what_waits(self, who: str, number: int) -> None:
        self.claim(who, number, often=True)

    @rule(number=NUMBER, who=WORKERS, its_own=OFTEN)
    def release(self, number: int, who: str, its_own: bool) -> None:
        if number % 2 == 0:
            return
        self._press(number, who, its_own, actions.release)

    @rule(number=NUMBER, who=WORKERS, its_own=OFTEN)
    def dismiss(self, number: int, who: str, its_own: bool) -> None:
        if number % 2 == 0:
            return
        self._press(number, who, its_own, actions.dismiss)

    def _press(self, number: int, who: str, its_own: bool, press: Any) -> None:
        key, who = self._held(number, who, its_own)
        if not key or not self.acts(who):
            return
        case = self.model.cases[key]
        can = self.model.mine(who, case, self.at) and self.model.works(who, case.desk, case.thing)
        self.works(can, press, by=self.viewer(who), case_id=key)
        if can:
            case.holder, case.waits = "", press is actions.release

    def _held(self, number: int, who: str, its_own: bool) -> tuple[int, str]:
        """Return a case that somebody holds, and that person where `its_own`."""
        held = sorted(key for key, case in self.model.cases.items() if self.model.held(case, self.at))
        if not held:
            return 0, who
        key = held[number % len(held)]
        return key, self.model.cases[key].holder if its_own else who

    @rule(number=NUMBER, who=WORKERS, its_own=OFTEN, act=st.sampled_from(sorted(CODES)), days=st.sampled_from([7, 30]))
    def act(self, number: int, who: str, its_own: bool, act: str, days: int) -> None:
        model = self.model
        key, who = self._held(number, who, its_own)
        if not key or not self.acts(who):
            return
        case = model.cases[key]
        can = model.mine(who, case, self.at) and model.works(who, case.desk, case.thing)
        can = can and model.may_do(who, case, act)
        choice = actions.Choice(act=CODES[act], reason="unkind", days=days, words="Say it of the idea.")
        batch = self.works(can, actions.act, by=self.viewer(who), case_id=key, choice=choice)
        if can:
            case.waits, case.holder = False, ""
            ends = self.at + timedelta(days=days) if act in ("hold", "limit") else None
            number = Act.objects.get(batch_id=batch).id
            model.deeds[number] = Deed(case.thing, act, case.desk, who, self.at, ends)

    @rule(number=NUMBER, act=st.sampled_from(sorted(CODES)), days=st.sampled_from([7, 30]))
    def act_on_ones_own(self, number: int, act: str, days: int) -> None:
        self.act(number, "", True, act, days)

    @rule(number=NUMBER, who=WORKERS)
    def lift(self, number: int, who: str) -> None:
        model = self.model
        if not model.deeds or not self.acts(who):
            return
        key = sorted(model.deeds)[number % len(model.deeds)]
        deed = model.deeds[key]
        can = not deed.lifted and model.works(who, deed.desk, deed.thing)
        self.works(can, actions.lift, by=self.viewer(who), act_id=key)
        if can:
            deed.lifted = True

    # Second looks

    @rule(number=NUMBER, who=WHO, hers=OFTEN)
    def appeal(self, number: int, who: str, hers: bool) -> None:
        """Somebody whose account is suspended asks as well: the page behind her password leads to this action."""
        model = self.model
        if not model.deeds:
            return
        key = sorted(model.deeds)[number % len(model.deeds)]
        deed = model.deeds[key]
        who = model.things[deed.thing].author if hers else who
        can = model.may_ask(who, deed, self.at)
        self.works(can, actions.appeal, by=self.viewer(who), act_id=key, words="It was of the idea.")
        deed.asked = deed.asked or can

    @rule(number=NUMBER, who=WORKERS, upheld=st.booleans(), able=OFTEN)
    def decide(self, number: int, who: str, upheld: bool, able: bool) -> None:
        model = self.model
        asked = sorted(key for key, deed in model.deeds.items() if deed.asked)
        if not asked:
            return
        key = asked[number % len(asked)]
        deed = model.deeds[key]
        others = sorted(one for one in self.people if model.may_answer(one, deed))
        who = others[number % len(others)] if able and others else who
        if not self.acts(who):
            return
        can = model.may_answer(who, deed)
        self.works(can, actions.decide, by=self.viewer(who), act_id=key, upheld=upheld, words="I read it.")
        if can:
            deed.answered, deed.lifted = ("stays", False) if upheld else ("taken back", True)

    @rule(by=TIMES)
    def wait(self, by: timedelta) -> None:
        self.pass_time(by)

    # Looking

    @invariant()
    def everybody_sees_what_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        self.looks += 1
        active = self.model.active(self.at)
        assert {who for who, persona in self.people.items() if not _hidden(persona)} == set(active)
        for who in active if self.looks % 4 == 0 else active[self.looks % len(active) :][:2]:
            self.look(who)

    def look(self, who: str) -> None:
        model, viewer, at = self.model, self.viewer(who), self.at
        ids = {self.subjects[name]: name for name, thing in model.things.items() if thing.post}
        read = {ids[one] for one in posts.readable_ids(viewer, ids)}
        assert read == {name for name in ids.values() if model.reads(who, name, at)}, who
        for post_id, name in ids.items():
            if name in read:
                seen = posts.seen(viewer, post_id)
                marks = (bool(seen.label), bool(seen.folded))
                assert marks == (model.standing(name, "label", at), model.standing(name, "fold", at)), name
        assert viewer.limited == model.met(who, "limit", at), who
        waiting = _or_none(lambda: {line.case.id for line in queries.queue(viewer).lines})
        assert waiting == model.queue(who, self.at), who
        assert _or_none(lambda: {one.act.id for one in queries.appeals(viewer)}) == model.second_looks(who), who
        told = {one.act.id: (one.state.value, one.can_appeal) for one in queries.decisions(viewer)}
        hers = {key: deed for key, deed in model.deeds.items() if model.own(who, deed.thing)}
        assert told == {key: (model.state(one), model.may_ask(who, one, at)) for key, one in hers.items()}, who
        for key in waiting or ():
            self.open_case(who, key)

    def open_case(self, who: str, key: int) -> None:
        """What was handed over opens for who holds the case; who wrote it is named where she could have read it."""
        case, view = self.model.cases[key], queries.view(self.viewer(who), key)
        thing = self.model.things[case.thing]
        assert bool(view.snapshot) == self.model.mine(who, case, self.at)
        assert (view.author is not None) == (not thing.closed or who in self.model.stewards)


def _hidden(persona: Persona) -> bool:
    persona.refresh_from_db()
    return persona.hidden


def _or_none(ask: Any) -> Any:
    try:
        return ask()
    except NotHere:
        return None


@pytest.mark.django_db
def test_in_whatever_order_reports_and_acts_end_as_the_model_says() -> None:
    pressed = walk(Reports, examples=5, steps=25)
    # The walk is no proof where its presses are all refused, or none is.
    assert {"report", "claim", "act", "lift", "appeal", "decide"} <= {name for name, done in pressed if done}
    assert {"claim", "appeal", "decide", "lift"} <= {name for name, done in pressed if not done}


@pytest.mark.nightly
@pytest.mark.django_db
def test_ten_thousand_steps_at_the_desk() -> None:
    walk(Reports, examples=200, steps=50)


@pytest.mark.django_db
def test_the_walk_finds_an_act_that_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedside.areas.moderation.actions.effects.posts.moderate", lambda **_given: None)
    with pytest.raises(AssertionError, match="hers inside"):
        walk(Reports, examples=3, steps=12, shrink=False)


@pytest.mark.django_db
def test_the_walk_finds_a_desk_that_takes_from_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedside.areas.moderation.queries.desk.handles", lambda _hand: True)
    with pytest.raises(AssertionError, match="the model says False"):
        walk(Reports, examples=10, steps=20, shrink=False)


def test_a_claim_is_as_long_as_the_model_thinks() -> None:
    assert timedelta(hours=2) == CLAIM_FOR

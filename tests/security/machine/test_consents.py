"""In whatever order people grant, sign, block and end: nobody may, or reads, what nobody allowed at this moment."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from bedside.areas.consents import actions, queries
from bedside.areas.consents.actions import Wish
from bedside.areas.consents.queries import acting
from bedside.areas.contacts import actions as contacts
from bedside.areas.messaging.actions import care_teams
from bedside.areas.messaging.queries import care_teams as team_queries
from bedside.areas.practice.models import TeamMember
from bedside.kit.clock import now
from tests.areas.consents.asking import signing, terms
from tests.areas.messaging.making import make_channel, make_practice, put_on_team
from tests.factories import make_account, make_credential, make_persona
from tests.security.machine.consent_model import Consents, Grant, Permission, Team
from tests.security.machine.walking import Walk, opens, walk

# Handle, account, kind, where she works, as what.
CAST = (
    ("joan", "J", "patient", "", ""),
    ("joancares", "J", "carer", "", ""),
    ("tom", "T", "patient", "", ""),
    ("ana", "A", "carer", "", ""),
    ("otto", "O", "carer", "", ""),
    ("nadia", "N", "clinician", "elm", "responder"),
    ("flo", "F", "clinician", "elm", "front_desk"),
    ("omar", "M", "clinician", "oak", "responder"),
    ("olga", "G", "clinician", "oak", "owner"),
    ("finn", "I", "clinician", "fir", "responder"),
)
PLACES = ("elm", "oak", "fir")
KNOWN = {"joan": {"elm", "oak"}, "tom": {"elm", "oak", "fir"}}
SCOPES = ("read", "post", "message practice")
HANDLES = [handle for handle, *_rest in CAST]
WHO, PATIENTS = st.sampled_from(HANDLES), st.sampled_from(["joan", "tom"])
NEAR = st.sampled_from(["joan", "tom", "ana", "otto", "joancares"])
DOCTORS, STAFF = st.sampled_from(["nadia", "omar"]), st.sampled_from(["nadia", "flo", "omar", "olga", "finn"])
NUMBER, MOSTLY = st.integers(0, 1_000), st.integers(0, 3).map(bool)
DAYS = st.sampled_from([3, 40, 360])
TIMES = st.sampled_from([timedelta(hours=9), timedelta(days=2), timedelta(days=31)])


class Allowing(Walk):
    """Carers, permissions to publish, care teams: each is begun on one side, and ends by a press or the clock."""

    @initialize()
    def open(self) -> None:
        self.start()
        self.places = {name: make_practice(slug=name) for name in PLACES}
        accounts: dict[str, Any] = {}
        works: dict[str, dict[str, str]] = {}
        for handle, account, kind, place, role in CAST:
            accounts.setdefault(account, make_account())
            persona = make_persona(kind=kind, handle=handle, account=accounts[account])
            self.people[handle] = persona
            if kind == "clinician":
                make_credential(persona, days=3000)
                put_on_team(persona, self.places[place], role)
                works[handle] = {place: role}
        for patient, places in KNOWN.items():
            for place in sorted(places):
                make_channel(self.places[place], self.people[patient])
        self.model = Consents(
            accounts={handle: account for handle, account, *_rest in CAST},
            kinds={handle: kind for handle, _account, kind, *_rest in CAST},
            works=works,
            known_to={who: set(places) for who, places in KNOWN.items()},
        )
        self.begin()

    def begin(self) -> None:
        """Let each kind of consent be there before the walk begins."""
        self.offer("joan", "ana", ["read", "post"], 360)
        self.accept("joan", 0, False)  # nobody accepts her own offer
        self.accept("ana", 0, True)
        self.ask("nadia", "joan", 40)
        self.sign("joan", 0, True)
        self.sign_team("joan", ["elm", "oak"], 40)
        self.begin_talk("flo", 0)  # who reads nothing about health
        self.begin_talk("nadia", 0)
        self.write_talk("omar", 0)
        self.turn = 0

    def pick(self, things: dict[int, Any], number: int) -> int:
        keys = sorted(things)
        return keys[number % len(keys)] if keys else 0

    def until(self, days: int) -> Any:
        return (now() + timedelta(days=days)).date()

    # Carers

    @rule(who=NEAR, other=NEAR, scopes=st.lists(st.sampled_from(SCOPES), min_size=1, unique=True), days=DAYS)
    def offer(self, who: str, other: str, scopes: list[str], days: int) -> None:
        model = self.model
        sides = {model.kinds[who]: who, model.kinds[other]: other}
        owner, carer = sides.get("patient", ""), sides.get("carer", "")
        can = bool(owner and carer) and model.accounts[who] != model.accounts[other]
        can = can and not model.between(owner, carer, self.at)
        wish = Wish(frozenset(scopes), "carer", self.until(days))
        made = self.works(can, actions.offer, by=self.viewer(who), other_id=self.people[other].id, wish=wish)
        if can:
            model.grants[made.id] = Grant(owner, carer, who, frozenset(scopes), self.at, self.until(days))

    @rule(who=NEAR, number=NUMBER, hers=MOSTLY)
    def accept(self, who: str, number: int, hers: bool) -> None:
        key = self.pick(self.model.grants, number)
        if not key:
            return
        one = self.model.grants[key]
        who = ({one.owner, one.carer} - {one.begun_by}).pop() if hers else who
        can = who in (one.owner, one.carer) and who != one.begun_by and one.runs(self.at)
        self.works(can, actions.accept, by=self.viewer(who), grant_id=key)
        if can and one.accepted is None:
            one.accepted = self.at

    @rule(who=NEAR, number=NUMBER, hers=MOSTLY)
    def go_on(self, who: str, number: int, hers: bool) -> None:
        key = self.pick(self.model.grants, number)
        if not key:
            return
        one = self.model.grants[key]
        who = one.owner if hers else who
        can = who == one.owner and one.counts(self.at)
        self.works(can, actions.go_on, by=self.viewer(who), grant_id=key)
        if can:
            one.reviewed = self.at

    @rule(who=NEAR, number=NUMBER)
    def stop(self, who: str, number: int) -> None:
        key = self.pick(self.model.grants, number)
        one = self.model.grants.get(key)
        if one is None or not (one.runs(self.at) or one.ended):
            return  # pressing "end" on what ran out changes nothing that anybody sees
        can = who in (one.owner, one.carer) and not one.ended
        self.works(can, actions.stop, by=self.viewer(who), grant_id=key)
        one.ended = one.ended or can

    @rule(who=NEAR, other=NEAR)
    def block(self, who: str, other: str) -> None:
        """Whoever blocks somebody is not acted for by them, and does not act for them: also not once it is lifted."""
        model = self.model
        if who == other or (other, who) in model.blocks:
            return
        self.works(True, contacts.block, by=self.viewer(who), target_id=self.people[other].id)
        self.works(True, contacts.unblock, by=self.viewer(who), target_id=self.people[other].id)
        for one in model.grants.values():
            one.ended = one.ended or {one.owner, one.carer} == {who, other}

    # Permissions to publish

    @rule(who=DOCTORS, owner=NEAR, days=DAYS)
    def ask(self, who: str, owner: str, days: int) -> None:
        asked = terms(until=self.until(days), zone="UTC")
        made = self.works(True, actions.ask, by=self.viewer(who), owner_id=self.people[owner].id, terms=asked)
        self.model.permissions[made.id] = Permission(who, owner, self.until(days))

    @rule(who=NEAR, number=NUMBER, hers=MOSTLY)
    def sign(self, who: str, number: int, hers: bool) -> None:
        key = self.pick(self.model.permissions, number)
        if not key:
            return
        one = self.model.permissions[key]
        who = one.owner if hers else who
        mark = signing(self.people[one.owner], key)
        can = who == one.owner and one.open() and self.at.date() < one.last
        self.works(can, actions.sign, by=self.viewer(who), authorisation_id=key, signing=mark)
        one.signed = one.signed or can

    @rule(who=NEAR, number=NUMBER, hers=st.booleans())
    def decline(self, who: str, number: int, hers: bool) -> None:
        key = self.pick(self.model.permissions, number)
        if not key:
            return
        one = self.model.permissions[key]
        who = one.owner if hers else who
        can = who == one.owner and one.open()
        self.works(can, actions.decline, by=self.viewer(who), authorisation_id=key)
        one.declined = one.declined or can

    @rule(who=st.sampled_from(["joan", "tom", "nadia", "omar"]), number=NUMBER, hers=MOSTLY)
    def end(self, who: str, number: int, hers: bool) -> None:
        key = self.pick(self.model.permissions, number)
        if not key:
            return
        one = self.model.permissions[key]
        who = one.owner if hers else who
        can = who == one.owner and one.signed
        self.works(can, actions.end, by=self.viewer(who), authorisation_id=key)
        one.ended = one.ended or can

    # Care teams

    @rule(who=PATIENTS, places=st.lists(st.sampled_from(PLACES), unique=True), days=DAYS)
    def sign_team(self, who: str, places: list[str], days: int) -> None:
        model = self.model
        chosen = frozenset(places) & model.known_to[who]
        running = [one for one in model.teams.values() if one.patient == who and one.counts(self.at)]
        ids = [self.places[name].pk for name in places]
        wish = care_teams.Wish(practices=ids, about="My knee.", until=self.until(days), name="Joan Reed")
        can = len(chosen) >= 2 and len(running) < 5
        made = self.works(can, care_teams.sign_care_team, by=self.viewer(who), wish=wish)
        if can:
            model.teams[made.id] = Team(who, chosen, self.until(days))

    @rule(who=WHO, number=NUMBER, hers=MOSTLY)
    def end_team(self, who: str, number: int, hers: bool) -> None:
        key = self.pick(self.model.teams, number)
        if not key:
            return
        team = self.model.teams[key]
        who = team.patient if hers else who
        can = who == team.patient
        self.works(can, care_teams.end_care_team, by=self.viewer(who), team_id=key)
        team.ended = team.ended or can

    @rule(who=STAFF | PATIENTS, number=NUMBER)
    def begin_talk(self, who: str, number: int) -> None:
        key = self.pick(self.model.teams, number)
        if not key:
            return
        team = self.model.teams[key]
        can = self.model.writes_team(who, team, self.at)
        press = care_teams.begin_talk
        made = self.works(can, press, by=self.viewer(who), team_id=key, subject="Knee", words="It is swollen.")
        if can:
            team.threads.add(made.id)

    @rule(who=STAFF | PATIENTS, number=NUMBER)
    def write_talk(self, who: str, number: int) -> None:
        threads = {one: team for team in self.model.teams.values() for one in team.threads}
        key = self.pick(threads, number)
        if key:
            can = self.model.writes_team(who, threads[key], self.at)
            self.works(can, care_teams.write_talk, by=self.viewer(who), thread_id=key, words="Better now.")

    @rule(who=STAFF, place=st.sampled_from(PLACES), on=st.booleans())
    def work_there(self, who: str, place: str, on: bool) -> None:
        """Who leaves a practice reads nothing for it any more; who comes reads what its patients allowed."""
        at_work = self.model.works[who]
        rows = TeamMember.objects.filter(persona_id=self.people[who].id, practice=self.places[place], ended_at=None)
        if on and place not in at_work:
            put_on_team(self.people[who], self.places[place], "responder")
            at_work[place] = "responder"
        elif not on:
            rows.update(ended_at=now())
            at_work.pop(place, None)

    @rule(by=TIMES)
    def wait(self, by: timedelta) -> None:
        self.pass_time(by)

    # Looking

    @invariant()
    def nobody_may_what_nobody_allowed(self) -> None:
        if not hasattr(self, "turn"):
            return
        self.turn += 1
        for who in {HANDLES[self.turn * step % len(HANDLES)] for step in (1, 3, 7)} | {"joan", "ana"}:
            viewer, model, at = self.viewer(who), self.model, self.at
            for owner in ("joan", "tom"):
                may = [scope for scope in SCOPES if acting.may_act(viewer, self.people[owner].id, scope)]
                assert may == [scope for scope in SCOPES if model.may_act(who, owner, scope, at)], (who, owner)
            seen = {one.id for one in (*queries.acting_for(viewer), *queries.acted_by(viewer))}
            assert seen == model.seen_grants(who, at), who
            counted = {one.id for one in queries.usable(viewer)}
            hers = model.permissions.items()
            assert counted == {key for key, one in hers if one.doctor == who and one.counts(at)}, who
            known = {one.id for one in (*queries.asked(viewer), *queries.given(viewer))}
            assert known == {key for key, one in hers if who in (one.doctor, one.owner)}, who
            self.look_at_teams(who)

    def look_at_teams(self, who: str) -> None:
        viewer, model, at = self.viewer(who), self.model, self.at
        shared = {one.row.id for one in team_queries.shared(viewer)}
        assert shared == {key for key, one in model.teams.items() if model.reads_team(who, one, at)}, who
        assert {one.row.id for one in team_queries.mine(viewer)} == {
            key for key, one in model.teams.items() if one.patient == who
        }
        for team in model.teams.values():
            for thread in team.threads:
                assert opens(team_queries.shared_talk, viewer, thread) == model.reads_team(who, team, at), who
                assert opens(team_queries.my_talk, viewer, thread) == (team.patient == who), who


@pytest.mark.django_db
def test_in_whatever_order_nobody_may_what_nobody_allowed() -> None:
    pressed = walk(Allowing, examples=4, steps=20)
    # The walk is no proof where its presses are all refused, or none is.
    wanted = {"offer", "accept", "ask", "sign", "sign_care_team", "begin_talk", "write_talk"}
    assert wanted <= {name for name, done in pressed if done}
    assert {"offer", "accept", "begin_talk", "sign_care_team"} <= {name for name, done in pressed if not done}


@pytest.mark.nightly
@pytest.mark.django_db
def test_ten_thousand_steps_of_allowing() -> None:
    walk(Allowing, examples=200, steps=50)


class Blocked(Allowing):
    """The same, in a house where the patient has just blocked her carer."""

    def begin(self) -> None:
        super().begin()
        self.block("joan", "ana")


class Later(Allowing):
    """The same, when the last day of the first care team is over."""

    def begin(self) -> None:
        super().begin()
        self.pass_time(timedelta(days=45))


@pytest.mark.django_db
def test_the_walk_finds_a_block_that_leaves_a_carer_acting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedside.areas.contacts.actions.blocking.consents.end_between", lambda **_given: None)
    with pytest.raises(AssertionError, match="joan"):
        walk(Blocked, examples=1, steps=2, shrink=False)


@pytest.mark.django_db
def test_the_walk_finds_a_care_team_that_outlives_its_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedside.areas.messaging.queries.care_teams.rules.holds", lambda _consent, _at: True)
    with pytest.raises(AssertionError, match=r"nadia|omar|olga"):
        walk(Later, examples=3, steps=8, shrink=False)

"""Employers' lists of staff: V4 comes with them, and goes with them, and never without a proof."""

from datetime import date
from typing import Any

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.credentials import queries
from bedside.areas.credentials.actions import deciding, employers, holding, rosters
from bedside.areas.credentials.models import Claim, Credential, Employer, OnRoster
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.outbox.actions import deliver_now
from bedside.policy.verification.rosters import HEADER, read
from tests.areas.credentials.test_claiming import begin, refused
from tests.factories import make_badge, make_entry, make_persona, make_staff, viewer_of

pytestmark = pytest.mark.django_db

HERS, ANOTHERS = "us_npi,2900000029,Haddad,Uma", "us_npi,2900000060,Reyes,Otto"
DAY = date(2026, 11, 20)


@pytest.fixture
def uma() -> Persona:
    make_entry("2900000029")
    make_entry("2900000060", family="Reyes", given="Otto")
    Employer.objects.create(name="Elm Street Clinic", domain="elmclinic.example", added_by=1)
    return make_persona(kind="clinician", handle="uma")


@pytest.fixture
def granted(uma: Persona) -> Claim:
    """A claim at V3."""
    return proven(begin(uma))


def keeper() -> Viewer:
    known = Persona.objects.filter(handle="keeper").first()
    return viewer_of(known or make_staff("administrator", handle="keeper"))


def proven(claim: Claim) -> Claim:
    """Let the person be seen by an administrator."""
    return deciding.seen_in_person(by=keeper(), handle=claim.persona.handle)


def take_in(
    *lines: str, domain: str = "elmclinic.example", contract: str = "File 41", day: date = DAY
) -> rosters.Taken:
    about = rosters.Roster(domain=domain, contract=contract, day=day)
    return rosters.take_in(roster=about, rows=read([",".join(HEADER), *lines]))


def live(persona: Persona) -> Any:
    return Credential.objects.get(persona=persona, revoked_at=None)


def test_who_was_checked_and_is_on_the_list_stands_at_level_four(granted: Claim) -> None:
    before = live(granted.persona)
    taken = take_in(HERS, ANOTHERS)
    row = live(granted.persona)
    assert (taken.people, taken.risen, taken.fallen) == (2, 1, 0)
    assert (queries.level_of(granted.persona_id), row.employer, row.proof) == (
        "V4",
        "Elm Street Clinic",
        "in_person",
    )
    assert (row.valid_until, row.title) == (before.valid_until, "Dr")
    badge = queries.badge_of(row)
    assert badge is not None
    assert "at Elm Street Clinic, from its roster" in badge.text
    entry = AuditEntry.objects.get(action="credential.roster")
    assert (entry.subject_id, entry.detail["level"]) == (granted.persona_id, "V4")


def test_the_list_proves_nobody(uma: Persona) -> None:
    begin(uma)  # matched: number and name, which anybody can type
    assert take_in(HERS).risen == 0
    assert queries.level_of(uma.id) == "V2"


def test_who_is_checked_later_rises_at_once(uma: Persona) -> None:
    claim = begin(uma)
    take_in(HERS)
    proven(claim)
    assert queries.level_of(uma.id) == "V4"


def test_who_leaves_the_list_keeps_what_was_checked_apart_from_it(granted: Claim) -> None:
    take_in(HERS)
    taken = take_in(ANOTHERS)
    row = live(granted.persona)
    assert (taken.risen, taken.fallen, row.level, row.employer) == (0, 1, "V3", "")
    assert "roster" not in queries.badge_of(row).text  # type: ignore[union-attr]  # V3 has a badge


def test_an_employer_that_is_taken_off_takes_its_list_along(granted: Claim) -> None:
    take_in(HERS)
    by = keeper()
    employers.remove(by=by, employer_id=Employer.objects.get().id)
    assert (queries.level_of(granted.persona_id), OnRoster.objects.count()) == ("V3", 0)


def test_the_same_list_again_changes_nothing(granted: Claim) -> None:
    take_in(HERS)
    first = live(granted.persona).id
    taken = take_in(HERS)
    assert (taken.risen, taken.fallen, live(granted.persona).id) == (0, 0, first)


def test_what_is_suspended_stays_so_and_is_settled_when_that_is_lifted(granted: Claim) -> None:
    take_in(HERS)
    by = keeper()
    holding.suspend(by=by, handle="uma", reason="suspicion", note="Looked at again.")
    take_in(ANOTHERS)
    assert queries.level_of(granted.persona_id) == "V0"
    holding.lift(by=by, handle="uma")
    deliver_now()
    assert queries.level_of(granted.persona_id) == "V3"


def test_what_an_administrator_recorded_by_hand_is_not_touched(uma: Persona) -> None:
    make_badge(uma, level="V4", employer="Harbour General")
    take_in(HERS)
    assert live(uma).employer == "Harbour General"


def test_of_two_employers_the_newer_list_is_named(granted: Claim) -> None:
    Employer.objects.create(name="Harbour General", domain="harbour.example", added_by=1)
    take_in(HERS)
    take_in(HERS, domain="harbour.example", day=date(2026, 11, 21))
    assert live(granted.persona).employer == "Harbour General"


@pytest.mark.parametrize(
    "line",
    [
        "us_npi,2900000029,Lindqvist,Otto",  # another's name: a slip here would put a stranger on the list
        "us_npi,1234567893,Haddad,Uma",  # a number that the register does not know
        "us_npi,290000002,Haddad,Uma",
    ],
)
def test_one_wrong_line_and_nothing_is_changed(granted: Claim, line: str) -> None:
    take_in(HERS)
    taken = take_in(ANOTHERS, line)
    assert [problem.line for problem in taken.problems] == [3]
    assert (queries.level_of(granted.persona_id), OnRoster.objects.count()) == ("V4", 1)


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"domain": "nowhere.example"}, "no_employer"),
        ({"contract": " "}, "no_contract"),
        ({"day": date(2026, 11, 19)}, "older"),
    ],
)
def test_a_list_has_an_employer_a_contract_and_a_day(uma: Persona, about: dict[str, Any], code: str) -> None:
    Employer.objects.filter(domain="elmclinic.example").update(
        contract="File 41", roster_on=DAY
    ) if code == "older" else None
    assert refused(lambda: take_in(HERS, **about)).code == code


def test_an_empty_list_is_a_mistake(granted: Claim) -> None:
    take_in(HERS)
    assert refused(take_in).code == "empty"
    assert queries.level_of(granted.persona_id) == "V4"


def test_a_colleague_at_level_four_may_have_seen_the_person(granted: Claim) -> None:
    take_in(HERS)
    otto = make_persona(kind="clinician", handle="otto")
    begin(otto, number="2900000060", family="Reyes", given="Otto", employer="Elm Street Clinic")
    deciding.seen_in_person(by=viewer_of(granted.persona), handle="otto")
    assert queries.level_of(otto.id) == "V3"

"""Rows of registers in the list: by a number, or a name with a place; in place of who is a member, the member."""

from datetime import date

import pytest

from bedside.areas.credentials.models import Credential, Profile
from bedside.areas.directory.queries import find
from bedside.areas.directory.queries.items import Item
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.registers.models import Entry
from bedside.kit.clock import now
from bedside.policy.directory.asking import question
from bedside.policy.directory.ordering import Kind
from tests.areas.directory.people import checked, listed
from tests.factories import block, make_claim, make_entry, make_persona, viewer_of

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "2900000029", "2900000037"
IN_PLACE = {"q": "Uma Haddad", "place": "NE"}


@pytest.fixture(autouse=True)
def row() -> None:
    make_entry(NUMBER, family="HADDAD", given="UMA")


def shown(viewer: Viewer = ANONYMOUS, **asked: str) -> list[Item]:
    return find(viewer, question(**asked)).items  # type: ignore[arg-type]


def kinds(viewer: Viewer = ANONYMOUS, **asked: str) -> list[Kind]:
    return [item.kind for item in shown(viewer, **asked)]


def member(*, number: str = NUMBER, licence: str = "", **profile: object) -> Persona:
    """Return a member who was checked by a claim on this number; her badge holds this licence, or none."""
    persona = checked("Uma Haddad", credential={"licence": licence, "region": "NE"}, **profile)
    claim = make_claim(persona, number=number, state="granted")
    Credential.objects.filter(persona=persona).update(claim_id=claim.id)
    return persona


@pytest.mark.parametrize("typed", [NUMBER, "2900 000 029", " 2900-000-029 "])
def test_a_row_is_found_by_its_number_and_is_no_member_s(typed: str) -> None:
    (item,) = shown(q=typed)
    assert (item.kind, item.number, item.badge) == (Kind.REGISTER, NUMBER, None)


def test_a_row_is_found_by_name_and_place_and_nobody_leafs_through():
    assert kinds(**IN_PLACE) == kinds(q="haddad", place="Lincoln, NE") == [Kind.REGISTER]
    for asked in (
        {"q": "Uma Haddad"},
        {"place": "NE"},
        {"q": "Uma", "place": "NE"},
        {"q": "Uma Haddad", "place": "US"},
    ):
        assert shown(**asked) == [], asked
    assert shown(**IN_PLACE, specialty="Neurology") == []


def test_a_number_that_ended_or_that_nobody_has_is_nothing():
    make_entry("2900000003", deactivated=date(2026, 1, 5))
    assert not Entry.objects.get(number="2900000003").active
    for number in ("2900000003", OTHER, "2900000028"):
        assert shown(q=number) == [], number


@pytest.mark.parametrize(("number", "licence"), [(NUMBER, ""), (OTHER, "76642")])
def test_a_member_is_found_by_the_number_or_the_licence_that_was_checked(number: str, licence: str) -> None:
    persona = member(number=number, licence=licence)
    (item,) = shown(q=NUMBER)
    assert (item.kind, item.id) == (Kind.VERIFIED, str(persona.id))


def test_a_claim_that_gave_no_badge_makes_nobody_a_member():
    make_claim(checked("Uma Haddad", credential={"licence": ""}), number=NUMBER, state="in_review")
    assert kinds(q=NUMBER) == [Kind.REGISTER]


def test_another_s_claim_does_not_lead_to_who_holds_a_badge():
    claim = make_claim(make_persona(kind="clinician"), number=NUMBER)
    Credential.objects.filter(persona=member(number=OTHER)).update(claim_id=claim.id)
    assert kinds(q=NUMBER) == [Kind.REGISTER]


@pytest.mark.parametrize("place", [{"city": "Omaha", "region": "NE", "country": "US"}, {}])
def test_by_name_and_place_a_member_stands_once_and_never_as_a_row(place: dict[str, str]) -> None:
    """Also one who says no place herself: her row says it."""
    persona = member(**place)
    (item,) = shown(**IN_PLACE)
    assert (item.kind, item.id) == (Kind.VERIFIED, str(persona.id))
    assert item.why.endswith("The place fits.")


def test_somebody_else_of_that_name_keeps_the_row():
    member(number=OTHER, region="NE", country="US")
    assert kinds(**IN_PLACE) == [Kind.VERIFIED, Kind.REGISTER]


def hides(persona: Persona) -> None:
    Profile.objects.update_or_create(persona=persona, defaults={"hidden_from_directory": True})


def suspended(persona: Persona) -> None:
    Credential.objects.filter(persona=persona).update(suspended_at=now(), suspended_reason="second_claim")


def unfindable(persona: Persona) -> None:
    Persona.objects.filter(id=persona.id).update(findable=False)


@pytest.mark.parametrize("what", [hides, suspended, unfindable])
def test_who_is_not_in_the_list_is_not_betrayed_by_her_row(what) -> None:
    before = [shown(q=NUMBER), shown(**IN_PLACE)]
    persona = member()
    assert kinds(q=NUMBER) == kinds(**IN_PLACE) == [Kind.VERIFIED]
    what(persona)
    assert [shown(q=NUMBER), shown(**IN_PLACE)] == before


def test_a_blocked_viewer_sees_the_row_as_if_there_were_no_member():
    other = make_persona()
    viewer = viewer_of(other)
    before = [shown(viewer, q=NUMBER), shown(viewer, **IN_PLACE)]
    block(member(), other)
    assert [shown(viewer, q=NUMBER), shown(viewer, **IN_PLACE)] == before
    assert kinds(q=NUMBER) == [Kind.VERIFIED]


def test_rows_stand_behind_who_posts_elsewhere():
    listed("Uma Haddad", handle="uma@clinic.example", country="US")
    make_entry(OTHER, family="HADDAD", given="UMA", region="US")
    assert kinds(q="Uma Haddad") == [Kind.LISTED]
    assert kinds(**IN_PLACE) == [Kind.REGISTER]

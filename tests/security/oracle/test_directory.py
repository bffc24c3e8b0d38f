"""Who is not in the list of clinicians for somebody answers there as if there were nobody: pages, JSON and frame."""

from dataclasses import replace

import pytest
from django.test import Client

from bedside.areas.credentials.models import Credential, Profile
from bedside.areas.directory import actions
from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from tests.areas.directory.people import checked, listed
from tests.factories import block, client_of, make_claim, make_entry, make_persona
from tests.security.oracle.strict import Told, send, told

pytestmark = pytest.mark.django_db
NUMBER, HANDLE, NOBODY = "2900000029", "uma@clinic.example", 100_000_000_000_000_001
PATHS = ("/directory/", "/api/bedside/v1/directory", "/directory/embed/")
ASKED = (
    "q=Uma+Haddad",
    "q=uma",
    f"q={NUMBER}",
    "q=Uma+Haddad&place=NE",
    "specialty=Neurology",
    "place=NE",
    "language=ar",
)


@pytest.fixture(autouse=True)
def row() -> None:
    make_entry(NUMBER, family="HADDAD", given="UMA")


def answers(client: Client, routes: tuple[str, ...] = PATHS) -> list[Told]:
    """Return all that the list tells a browser, but for how many questions it has left."""
    got = [told(send(client, "GET", f"{route}?{asked}")) for route in routes for asked in ASKED]
    return [
        replace(one, headers=tuple(pair for pair in one.headers if not pair[0].startswith("x-ratelimit")))
        for one in got
    ]


def member() -> Persona:
    """Return a checked member whom every one of the searches finds."""
    said = {"city": "Lincoln", "region": "NE", "country": "US", "languages": ["ar"], "specialties": ["Neurology"]}
    persona = checked("Uma Haddad", **said)
    claim = make_claim(persona, number=NUMBER, state="granted")
    Credential.objects.filter(persona=persona).update(claim_id=claim.id)
    return persona


def hides(persona: Persona, _asker: Persona) -> None:
    Profile.objects.filter(persona=persona).update(hidden_from_directory=True)


def unfindable(persona: Persona, _asker: Persona) -> None:
    Persona.objects.filter(id=persona.id).update(findable=False)


def suspended(persona: Persona, _asker: Persona) -> None:
    Persona.objects.filter(id=persona.id).update(hidden=True)


def lapsed(persona: Persona, _asker: Persona) -> None:
    Credential.objects.filter(persona=persona).update(valid_until=now())


@pytest.mark.parametrize("what", [hides, unfindable, suspended, lapsed])
def test_a_member_who_is_not_in_the_list_answers_like_nobody(what) -> None:
    asker = make_persona()
    browsers = [Client(), client_of(asker)]
    before = [answers(one) for one in browsers]
    persona = member()
    page = answers(browsers[0], PATHS[:1])
    assert all(one != two for one, two in zip(page, before[0][: len(page)], strict=True))
    what(persona, asker)
    assert [answers(one) for one in browsers] == before


@pytest.mark.parametrize("way", ["by the clinician", "by the asker"])
def test_who_is_blocked_is_answered_as_if_there_were_nobody(way: str) -> None:
    """On the page: the JSON and the frame answer everybody as they answer a visitor."""
    asker = make_persona()
    browser, page = client_of(asker), PATHS[:1]
    before = answers(browser, page)
    persona = member()
    assert answers(browser, page) != before
    block(*((persona, asker) if way == "by the clinician" else (asker, persona)))
    assert answers(browser, page) == before


def test_a_handle_that_was_taken_out_answers_like_nobody() -> None:
    clinician = client_of(make_persona(kind="clinician"))
    before = answers(Client())
    entry = listed("Uma Haddad", handle=HANDLE, languages=("ar",))
    assert answers(Client()) != before
    actions.ask_out(network="fediverse", handle=HANDLE)
    assert answers(Client()) == before
    for path in ("", "claim/"):
        gone, never = (f"/directory/listed/{number}/{path}" for number in (entry.id, NOBODY))
        one, other = (told(send(clinician, "GET", url), asked=[str(entry.id), str(NOBODY)]) for url in (gone, never))
        assert one.status == 404
        assert one == other

"""Who finds whom in the list, in which order, and who is never in it."""

from datetime import date, timedelta

import pytest

from bedside.areas.credentials.models import Credential, Profile
from bedside.areas.directory import actions
from bedside.areas.directory.models import Listing
from bedside.areas.directory.queries import find, topics_of
from bedside.areas.directory.queries.finding import EnoughPages
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.directory.asking import question
from tests.areas.directory.people import checked, listed, wrote
from tests.factories import block, make_credential, make_persona, viewer_of

pytestmark = pytest.mark.django_db


def names(viewer: Viewer = ANONYMOUS, **asked: object) -> list[str]:
    return [item.name for item in find(viewer, question(**asked)).items]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("uma haddad", ["Uma Haddad"]),
        ("UMÁ HADDÁD", ["Uma Haddad"]),
        ("haddad", ["Uma Haddad", "Zoë O\u2019Hara-Haddad"]),
        ("u haddad", ["Uma Haddad"]),
        ("hadad", ["Uma Haddad", "Zoë O\u2019Hara-Haddad"]),
        ("ohara", ["Zoë O\u2019Hara-Haddad"]),
        ("zoe", ["Zoë O\u2019Hara-Haddad"]),
        ("had", ["Uma Haddad", "Zoë O\u2019Hara-Haddad"]),
        ("uma lindqvist", []),
        ("100%", []),
        ("_ma", []),
    ],
)
def test_a_name_is_found_by_accents_initials_parts_and_a_slip_of_the_pen(typed: str, found: list[str]) -> None:
    checked("Uma Haddad")
    listed("Zoë O\u2019Hara-Haddad", handle="zoe@clinic.example")
    checked("Ines Vega")
    assert names(q=typed) == found


def test_the_better_name_then_the_level_then_the_topic_then_the_alphabet():
    listed("Uma Haddad", handle="uma@clinic.example")
    checked("Uma Haddad Vega")
    checked("Zora Haddad", level="V4")
    assert names(q="uma haddad") == ["Uma Haddad", "Uma Haddad Vega"]
    assert names(q="haddad") == ["Zora Haddad", "Uma Haddad Vega", "Uma Haddad"]


def test_the_topic_that_was_asked_for_counts_and_posts_in_closed_places_do_not():
    much, little, never, closed = (checked(f"{name} Vega") for name in ("Zora", "Ada", "Bea", "Cleo"))
    wrote(much, ["mecfs"], times=5)
    wrote(little, ["MECFS".lower()], times=3)
    wrote(never, ["mecfs"], times=2)
    wrote(closed, ["mecfs"], times=9, audience="followers")
    assert names(topic="#MECFS") == ["Zora Vega", "Ada Vega"]
    assert topics_of(much.id) == {"mecfs": 5}


def test_an_old_topic_and_one_that_its_owner_took_out_do_not_count():
    old, out = checked("Ada Vega"), checked("Bea Vega", topics_dropped=["mecfs"])
    wrote(old, ["mecfs"], times=5, days_ago=91)
    wrote(out, ["mecfs"], times=5)
    assert names(topic="mecfs") == []
    (item,) = find(ANONYMOUS, question(q="Bea Vega")).items
    assert item.topics == ()
    assert item.active_month == (now() - timedelta(days=1)).date().replace(day=1)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"specialty": "neurologist"}, ["Uma Haddad", "Zoe Lind"]),
        ({"specialty": "Neurology"}, ["Uma Haddad", "Zoe Lind"]),
        ({"specialty": "cardiology"}, ["Ines Vega"]),
        ({"place": "Omaha"}, ["Uma Haddad"]),
        ({"place": "NE"}, ["Uma Haddad"]),
        ({"place": "Nebraska"}, ["Uma Haddad"]),
        ({"place": "omaha ne"}, ["Uma Haddad"]),
        ({"place": "US"}, ["Uma Haddad", "Zoe Lind"]),
        ({"place": "Madrid"}, ["Ines Vega"]),
        ({"language": "Arabic"}, ["Uma Haddad"]),
        ({"language": "es"}, ["Ines Vega"]),
        ({"accepts": True}, ["Ines Vega"]),
        ({"specialty": "neurology", "language": "en"}, ["Uma Haddad", "Zoe Lind"]),
        ({"specialty": "neurology", "language": "es"}, []),
    ],
)
def test_one_is_found_by_specialty_place_language_and_by_accepting_questions(
    asked: dict[str, object], found: list[str]
) -> None:
    here = {"city": "Omaha", "region": "NE", "country": "US", "languages": ["en", "ar"]}
    checked("Uma Haddad", specialties=["Neurology"], **here)
    checked("Ines Vega", specialty="Cardiology", city="Madrid", country="ES", languages=["es"], accepts_general=True)
    listed("Zoe Lind")
    assert names(**asked) == found


def test_a_result_says_what_was_checked_and_what_is_somebody_s_word():
    checked("Uma Haddad", specialty="neurology", credential={"specialty_checked": True}, specialties=["Sleep medicine"])
    checked("Ines Vega", specialties=["Neurology"])
    listed("Zoe Lind")
    own, word, elsewhere = find(ANONYMOUS, question(specialty="neurology")).items
    assert [one.why for one in (word, own, elsewhere)] == [
        "The specialty fits, and it was checked.",
        "The specialty fits. It is their own word.",
        "The specialty fits. We did not check it.",
    ]
    assert (word.specialties, word.checked) == (("Neurology", "Sleep medicine"), ("Neurology",))
    assert elsewhere.badge is None
    assert (elsewhere.source, elsewhere.of_day) == ("A society's list", now().date())


@pytest.mark.parametrize("kind", ["patient", "carer", "personal", "student", "researcher", "organisation"])
def test_nobody_but_a_clinician_stands_in_the_list(kind: str) -> None:
    persona = make_persona(kind=kind, name="Uma Haddad")
    make_credential(persona)
    actions.refresh_all()
    assert names(q="haddad") == []


@pytest.mark.parametrize("level", ["V1", "V2", "S", "P"])
def test_nobody_below_v3_stands_in_the_list(level: str) -> None:
    checked("Uma Haddad", level=level)
    assert names(q="haddad") == []


def suspended(persona: Persona) -> None:
    Persona.objects.filter(id=persona.id).update(hidden=True)


def unfindable(persona: Persona) -> None:
    Persona.objects.filter(id=persona.id).update(findable=False)


def hides(persona: Persona) -> None:
    Profile.objects.update_or_create(persona=persona, defaults={"hidden_from_directory": True})


def expired(persona: Persona) -> None:
    Credential.objects.filter(persona=persona).update(valid_until=now() - timedelta(seconds=1))


def revoked(persona: Persona) -> None:
    Credential.objects.filter(persona=persona).update(revoked_at=now(), revoked_reason="lost")


def under_suspicion(persona: Persona) -> None:
    Credential.objects.filter(persona=persona).update(suspended_at=now(), suspended_reason="second_claim")


def lowered(persona: Persona) -> None:
    Credential.objects.filter(persona=persona).update(level="V2")


@pytest.mark.parametrize("what", [suspended, unfindable, hides, expired, revoked, under_suspicion, lowered])
def test_what_happens_to_a_member_counts_from_the_next_page_on(what) -> None:
    persona = checked("Uma Haddad", specialties=["Neurology"])
    assert names(q="haddad") == names(specialty="neurology") == ["Uma Haddad"]
    what(persona)
    assert names(q="haddad") == names(specialty="neurology") == []


@pytest.mark.parametrize("way", ["by the viewer", "by the clinician"])
def test_a_block_holds_both_ways_and_for_the_two_alone(way: str) -> None:
    persona, other, third = checked("Uma Haddad"), make_persona(), make_persona()
    block(*((other, persona) if way == "by the viewer" else (persona, other)))
    assert names(viewer_of(other), q="haddad") == []
    assert names(viewer_of(third), q="haddad") == names(q="haddad") == ["Uma Haddad"]


def test_pages_of_twenty_go_on_where_the_last_ended_and_hold_each_once():
    for number in range(25):
        listed(f"Haddad Number{number:02}", handle=f"h{number}@clinic.example")
    checked("Uma Haddad")
    first = find(ANONYMOUS, question(q="haddad"))
    second = find(ANONYMOUS, question(q="haddad"), cursor=first.next)
    assert (len(first.items), len(second.items), second.next) == (20, 6, "")
    assert first.items[0].name == "Uma Haddad"
    assert len({item.id for item in (*first.items, *second.items)}) == 26


def test_a_visitor_sees_ten_pages_and_a_member_all():
    for number in range(30):
        listed(f"Haddad Number{number:02}", handle=f"h{number}@clinic.example")
    cursor, asked = "", question(q="haddad")
    for _page in range(10):
        cursor = find(ANONYMOUS, asked, cursor=cursor, size=2).next
    with pytest.raises(EnoughPages):
        find(ANONYMOUS, asked, cursor=cursor, size=2)
    assert find(viewer_of(make_persona()), asked, cursor=cursor, size=2).items


@pytest.mark.parametrize("cursor", ["x", "WyJ4Il0:1:2", "a" * 5000, "é"])
def test_a_cursor_that_is_not_ours_is_nothing(cursor: str) -> None:
    with pytest.raises(NotHere):
        find(ANONYMOUS, question(q="haddad"), cursor=cursor)


def test_the_index_follows_names_and_leaves_nobody_behind():
    persona = checked("Uma Haddad")
    Persona.objects.filter(id=persona.id).update(name="Uma Vega")
    assert actions.refresh_all() == 1
    assert (names(q="haddad"), names(q="vega")) == ([], ["Uma Vega"])
    Credential.objects.filter(persona=persona).update(revoked_at=now(), revoked_reason="lost")
    assert (actions.refresh_all(), actions.refresh_all()) == (1, 0)


def test_an_entry_that_no_list_has_had_for_two_years_is_gone():
    row = listed("Zoe Lind")
    Listing.objects.filter(id=row.id).update(seen_at=now() - timedelta(days=731), added_on=date(2020, 1, 1))
    assert names(q="lind") == []


def test_european_entries_wait_for_their_owners_unless_the_operator_shows_them(settings):
    listed("Zoe Lind", country="SE")
    assert names(q="lind") == []
    from dataclasses import replace

    settings.CONFIG = replace(settings.CONFIG, hide_unclaimed_in_europe=False)
    assert names(q="lind") == ["Zoe Lind"]

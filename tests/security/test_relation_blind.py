"""Relation-blindness: who is whose patient changes nothing outside a practice's own channel (clinicians.md section 5).

The world has a channel between `patient_member` and a practice on whose team `clinician_guest` is. Every page and every
button of the matrix, but for those of channels, is asked as both of them; what the site told of it is compared with
the stored relation set to each of its values, byte by byte, and no statement may touch a table of `messaging`.
"""

import re
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import resolve

import bedside
from bedside.areas.messaging.models import Channel
from bedside.areas.messaging.models.channel import RELATIONS
from bedside.areas.notify.models import Notice
from bedside.areas.posts import actions as posts
from bedside.areas.posts.words import Words
from bedside.kit.ids import new_id
from bedside.kit.outbox.actions import deliver_now
from bedside.policy.boundaries import table
from tests.security.matrix.cases import CASES, Case
from tests.security.matrix.table import Row, rows
from tests.security.oracle.strict import Told, told
from tests.security.world import World

# The two whom a relation would join, as they are in the world.
PATIENT, CLINICIAN = "patient_member", "clinician_guest"
# Pages that are made of channels, by their module: they may read what is stored there, under rows of `practice`.
OF_CHANNELS = frozenset(
    [
        "care_teams",
        "door_mail",
        "shared_care",
        "channel",
        "channel_copies",
        "channel_pictures",
        "door",
        "practice_codes",
        "team",
        "team_people",
        "team_threads",
    ]
)
# Single routes that show somebody's own data, channels with it, to that person alone; and the one by which somebody in
# a conversation reports a message of it. Who shares her record chooses among her own care teams, and a care team reads
# what its patient shared with it.
OWN_DATA = frozenset(
    [
        "settings_data",
        "settings_copy",
        "settings_leave",
        "fhir_everything",
        "looks",
        "message_report",
        "record_sharing",
        "record_share",
        "record_item",
        "record_receipt",
        "shared_care_record",
    ]
)
# B65: a text is compared with what its author wrote in channels, and answered in the guard's ordinary words.
COMPARED = frozenset({"compose", "post_reply", "post_edit", "compose_check"})
TABLES = re.compile(r"\bmessaging_\w+")
ID = re.compile(r"\d{15,}")
# Where somebody does something towards somebody: every public row of the table that has a page. Those are flipped.
TOWARDS = frozenset(
    [
        "persona",
        "follow",
        "unfollow",
        "accept_follower",
        "remove_follower",
        "block",
        "unblock",
        "mute",
        "unmute",
        "connect",
        "accept_connection",
        "end_connection",
        "look_up",
        "follow_question",
        "not_my_doctor",
        "let_see",
        "post",
        "post_reply",
        "post_edit",
        "post_help",
        "post_boost",
        "compose",
        "compose_check",
        "search",
        "home",
        "square",
        "notices",
        "contacts",
        "my_boundaries",
        "first_messages",
        "message_take",
        "message_decline",
        "message_block",
        "clinician_profile",
        "credential",
        "directory",
        "presence",
        "space",
        "space_members",
        "space_join",
        "space_invite",
        "invitation",
        "interests",
        "vouch",
    ]
)


@dataclass(frozen=True)
class Seen:
    """All that a request did that anybody could notice: the answer, the notices of everybody, the statements."""

    answer: Told
    notices: tuple[tuple[Any, ...], ...]
    statements: frozenset[str]


def public_rows() -> list[Row]:
    """Return the rows of the matrix whose page is not made of channels."""
    return [row for row in rows() if row.route not in OWN_DATA]


def ask(world: World, row: Row, actor: str, *, relation: str) -> Seen | None:
    """Ask for a row as `actor` with this relation stored, and take it all back; None for a page made of channels."""
    give = CASES.get((row.method, row.route, row.object))
    case = give(world) if give is not None else Case()
    path = case.path(row.route)
    if resolve(path.partition("?")[0]).func.__module__.rpartition(".")[2] in OF_CHANNELS:
        return None
    statements: list[str] = []
    with transaction.atomic():
        assert Channel.objects.update(relation=relation)
        before, begun = set(Notice.objects.values_list("id", flat=True)), new_id()
        browser = world.browser(actor)
        with connection.execute_wrapper(partial(_note, statements)):
            response = browser.get(path) if row.method == "GET" else browser.post(path, case.form)
            answer = _without_new_ids(told(response), begun=begun)
        if row.method == "POST":
            deliver_now()
        new = Notice.objects.exclude(id__in=before).order_by("owner_id", "kind", "actor_id")
        notices = tuple(new.values_list("owner_id", "kind", "actor_id", "space_id"))
        transaction.set_rollback(True)
    return Seen(answer, notices, frozenset(found for one in statements for found in TABLES.findall(one)))


def _note(statements: list[str], execute: Any, sql: str, *rest: Any) -> Any:
    statements.append(sql)
    return execute(sql, *rest)


def _without_new_ids(answer: Told, *, begun: int) -> Told:
    """Blot out ids that the request made itself: those of later than its beginning, and no others."""

    def blot(found: re.Match[str]) -> str:
        return "new" if int(found.group()) > begun else found.group()

    headers = tuple((name, ID.sub(blot, value)) for name, value in answer.headers)
    body = ID.sub(blot, answer.body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    return replace(answer, headers=headers, body=body)


def flipped(world: World, row: Row, actor: str) -> dict[str, Seen | None]:
    return {relation: ask(world, row, actor, relation=relation) for relation in RELATIONS}


@pytest.mark.parametrize("row", [row for row in public_rows() if row.route not in TOWARDS], ids=str)
@pytest.mark.parametrize("actor", [PATIENT, CLINICIAN])
def test_no_page_and_no_press_asks_what_is_stored_of_channels(actor: str, row: Row, world: World) -> None:
    seen = ask(world, row, actor, relation="treating")
    assert seen is None or seen.statements == frozenset()


@pytest.mark.parametrize("row", [row for row in public_rows() if row.route in TOWARDS], ids=str)
@pytest.mark.parametrize("actor", [PATIENT, CLINICIAN])
def test_what_one_does_towards_another_is_answered_alike_whatever_the_relation(
    actor: str, row: Row, world: World
) -> None:
    seen = flipped(world, row, actor)
    first = seen["treating"]
    assert all(one == first for one in seen.values())
    compared = row.method == "POST" and row.route in COMPARED
    assert first is None or compared or first.statements == frozenset()


MESSAGES = {
    (PATIENT, "a message to her doctor"): {"text": "Could we talk, @clinician_guest?", "audience": "mentioned"},
    (PATIENT, "her doctor named in public"): {"text": "I read @clinician_guest on sleep.", "audience": "public"},
    (CLINICIAN, "a message to his patient"): {"text": "Hello @patient_member.", "audience": "mentioned"},
    (CLINICIAN, "words that tell a relation"): {"text": "As I told you at your visit, @patient_member, rest more."},
    (CLINICIAN, "an answer in general"): {"text": "In general, sleep helps most people."},
}


@pytest.mark.parametrize(("actor", "what"), MESSAGES)
def test_what_is_written_is_answered_alike_whatever_the_relation(actor: str, what: str, world: World) -> None:
    form = {"do": "publish", "kind": "text", "lang": "en", "placement": ""} | MESSAGES[actor, what]
    row = Row("POST", "compose", f"said: {what}", ("200",), {})
    CASES["POST", "compose", row.object] = lambda _world: Case(form=form)
    try:
        seen = flipped(world, row, actor)
    finally:
        del CASES["POST", "compose", row.object]
    first = seen["treating"]
    assert first is not None
    assert all(one == first for one in seen.values())


def test_the_comparison_would_see_a_page_that_asks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test of the tests: a page that looks at the relation is found by its statement and by its bytes."""
    from bedside.doors.web import persona_buttons
    from bedside.doors.web.pages import personas_page

    def asks(whose: Any, relation: Any) -> Any:
        stored = Channel.objects.filter(patient_id=world.people[PATIENT].id).values_list("relation", flat=True).first()
        return {"url": "/", "label": str(stored)}

    monkeypatch.setattr(personas_page, "connect_button", asks)
    row = next(one for one in rows() if (one.route, one.object) == ("persona", CLINICIAN))
    seen = flipped(world, row, PATIENT)
    assert len({one.answer for one in seen.values() if one is not None}) == len(RELATIONS)
    assert all(one is not None and one.statements for one in seen.values())
    assert persona_buttons.connect_button is not asks


def test_no_row_outside_practices_speaks_of_a_relation() -> None:
    outside = {row.id: row.relation for row in table().rows.values() if row.space != "practice"}
    assert {one: relation for one, relation in outside.items() if relation not in ("any", "-")} == {}


def test_no_code_outside_channels_names_their_tables() -> None:
    root = Path(bedside.__file__).parent
    inside = (root / "areas/messaging", root / "kit/backup")
    found = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if not any(path.is_relative_to(place) for place in inside) and TABLES.search(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_a_notice_of_an_answer_is_the_same_whatever_the_relation(world: World) -> None:
    told_of = set()
    for relation in RELATIONS:
        with transaction.atomic():
            Channel.objects.update(relation=relation)
            words = Words(text="In general, sleep helps most people.")
            posts.publish(by=world.viewer(CLINICIAN), words=words, reply_to_id=world.posts["public"])
            deliver_now()
            owner = world.people[PATIENT].id
            told_of.add(tuple(Notice.objects.filter(owner_id=owner).order_by("id").values_list("kind", "actor_id")))
            transaction.set_rollback(True)
    assert len(told_of) == 1

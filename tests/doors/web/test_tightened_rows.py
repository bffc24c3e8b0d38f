"""The rows that a site can make stricter: what is let through before is stopped after, through the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from bedside.areas.boundaries import queries as boundaries
from bedside.areas.boundaries.models import Change
from bedside.areas.contacts.models import Follow
from bedside.areas.posts.models import Mention, Post, Waiting
from bedside.areas.spaces.models import Membership, Space
from bedside.policy import boundaries as policy
from bedside.policy.consents import safe_harbor
from tests.areas.consents.asking import make_doctor, signed
from tests.areas.posts.test_guard import ABOUT_OTHER, FINE
from tests.areas.posts.test_permitted import VILLAGE
from tests.areas.posts.writing import write
from tests.doors.web.composing import send, upload
from tests.doors.web.pressing import LESSON, into, invited, press, reply, who
from tests.doors.web.test_more_rows import CRITICISM, PRAISE
from tests.factories import client_of, join, make_persona, make_space

pytestmark = pytest.mark.django_db

# Rows that a site can make stricter: the decision, and a request that is allowed without it and stopped by it.
Tried = Callable[[], tuple[HttpResponse, bool]]


def _agreed() -> tuple[HttpResponse, bool]:
    return send(who("patient"), ABOUT_OTHER, agreed="1"), Post.objects.exists()


def _agreed_inside() -> tuple[HttpResponse, bool]:
    me, space = who("patient"), make_space()
    join(me, space)
    told = into(me, space, ABOUT_OTHER, agreed="1")
    return told, Post.objects.exists()


def _answered(kind: str, level: str = "") -> tuple[HttpResponse, bool]:
    placement = {"placement": "no"} if kind == "student" else {}
    post = write(who("patient"))
    return reply(who(kind, level), post, **placement), Post.objects.count() > 1


def _placement() -> tuple[HttpResponse, bool]:
    return send(who("student"), LESSON, placement="yes"), Waiting.objects.exists()


def _posted(kind: str, space: Space | None = None, level: str = "") -> tuple[HttpResponse, bool]:
    me = who(kind, level)
    if space is not None:
        join(me, space)
    return into(me, space) if space is not None else send(me), Post.objects.exists()


def _joined(kind: str, level: str = "", /, **space: Any) -> tuple[HttpResponse, bool]:
    me, here = who(kind, level), make_space(**{"approves": False, **space})
    told = press(me, "space_join", here.slug, consent="on")
    states = Membership.objects.filter(persona=me).values_list("state", flat=True)
    return told, bool(states) and (states[0] == "joined" or level == "V3")


def _redeemed() -> tuple[HttpResponse, bool]:
    it, space = who("organisation"), make_space()
    told = press(it, "invitation", invited(space), consent="on")
    return told, Membership.objects.filter(persona=it).exists()


def _replied_to_practice() -> tuple[HttpResponse, bool]:
    space, author = make_space(kind="practice"), who("clinician", "V3")
    join(author, space)
    post = write(author, space=space)
    return reply(who("patient"), post), Post.objects.count() > 1


def _called() -> tuple[HttpResponse, bool]:
    doctor = who("clinician", "V3")
    return send(who("organisation"), f"{FINE} @{doctor.handle}"), Mention.objects.filter(persona_id=doctor.id).exists()


def _written_to(kind: str, level: str = "") -> tuple[HttpResponse, bool]:
    me, other = who(kind, level), who(kind, level)
    return send(me, f"@{other.handle} {FINE}", audience="mentioned"), Post.objects.exists()


def _followed(kind: str, level: str) -> tuple[HttpResponse, bool]:
    me, other = who(kind, level), who("patient", asks_first=False)
    return press(me, "follow_question", other.handle, own_patient="no"), Follow.objects.filter(owner=me).exists()


def _looked_up(kind: str, level: str) -> tuple[HttpResponse, bool]:
    me, other = client_of(who(kind, level)), who("patient")
    write(other, "I rest before noon.")
    told = me.post(reverse("look_up", args=[other.handle]), {"reason": "A recall of her device."})
    return told, "I rest before noon." in me.get(reverse("persona", args=[other.handle])).content.decode()


def _criticised() -> tuple[HttpResponse, bool]:
    me = who("clinician", "V3")
    send(me, CRITICISM)
    return send(me, CRITICISM, confirmed="1"), Post.objects.filter(text=CRITICISM).exists()


def _praised() -> tuple[HttpResponse, bool]:
    return send(who("clinician", "V3"), PRAISE, ties="none"), Post.objects.exists()


def _case(kind: str, level: str, space: Space | None = None, **fields: Any) -> tuple[HttpResponse, bool]:
    me = who(kind, level)
    safe = [one.letter for one in safe_harbor.checklist()]
    form = {"release": "invented", "safe": safe, "confirmed": "1"} | fields
    if space is not None:
        join(me, space)
    told = send(me, VILLAGE, **form) if space is None else into(me, space, VILLAGE, **form)
    return told, Post.objects.exists()


def _permitted(text: str, **pictures: Any) -> tuple[HttpResponse, bool]:
    doctor = make_doctor()
    space = None if pictures else make_space(kind="practice")
    if space is not None:
        join(doctor, space)
    number = signed(doctor, who("patient"))
    form = {"release": "authorised", "permission": str(number)} | pictures
    told = into(doctor, space, text, **form) if space is not None else send(doctor, text, **form)
    return told, Post.objects.exists()


def _teen_joined() -> tuple[HttpResponse, bool]:
    me, here = make_persona(teen=True), make_space(approves=False, for_teens=True)
    told = press(me, "space_join", here.slug, consent="on")
    return told, Membership.objects.filter(persona=me, state="joined").exists()


TIGHTENED: dict[tuple[str, str], Tried] = {
    ("B06", "deny"): _agreed,
    ("B08", "deny"): lambda: _answered("clinician", "V3"),
    ("B11", "deny"): lambda: _case("clinician", "V3"),
    ("B12", "deny"): lambda: _permitted("This rash. #rash", image_1=upload(), alt_1="A rash on an arm."),
    ("B13", "deny"): lambda: _followed("clinician", "V3"),
    ("B15", "deny"): lambda: _looked_up("clinician", "V3"),
    ("B16", "deny"): _criticised,
    ("B17", "deny"): _praised,
    ("B21", "deny"): _placement,
    ("B24", "deny"): lambda: _permitted("One of our patients wrote that the new rooms are bright."),
    ("B26", "deny"): lambda: _posted("organisation"),
    ("B31", "hold"): lambda: _joined("patient"),
    ("B32", "hold"): lambda: _joined("carer"),
    ("B32", "deny"): lambda: _joined("carer"),
    ("B34", "deny"): lambda: _joined("clinician", "V3"),
    ("B36", "deny"): lambda: _joined("clinician", "V3"),
    ("B37", "hold"): lambda: _joined("personal"),
    ("B40", "deny"): _redeemed,
    ("B43", "hold"): _teen_joined,
    ("B43", "deny"): _teen_joined,
    ("B47", "deny"): lambda: _case("clinician", "V3", make_space(kind="room")),
    ("B53", "deny"): lambda: _joined("student", "S", kind="room", students_from=1),
    ("H05", "deny"): lambda: _followed("student", "S"),
    ("H12", "deny"): lambda: _written_to("patient"),
    ("H14", "deny"): lambda: _written_to("clinician", "V3"),
    ("H22", "deny"): _called,
    ("H25", "deny"): lambda: _looked_up("student", "S"),
    ("H28", "deny"): lambda: _answered("student", "S"),
    ("H34", "deny"): lambda: _joined("clinician", "V2", kind="room"),
    ("H37", "deny"): lambda: _posted("student", make_space(kind="room", students_from=1), "S"),
    ("H40", "deny"): _replied_to_practice,
    ("H41", "deny"): lambda: _posted("clinician", make_space(kind="practice"), "V3"),
    ("H48", "deny"): lambda: _case("clinician", "V3", make_space()),
    ("H45", "deny"): _agreed_inside,
}


def test_every_row_that_a_site_can_change_is_tried() -> None:
    assert set(TIGHTENED) == {(row, to) for row in policy.table().rows for to in policy.words_of(row).may}


@pytest.mark.parametrize(("row", "decision"), TIGHTENED, ids=["-".join(one) for one in TIGHTENED])
def test_a_stricter_site_stops_what_the_table_lets_through(row: str, decision: str) -> None:
    tried = TIGHTENED[row, decision]
    told, done = tried()
    assert (told.status_code in (200, 302), done) == (True, True)
    Post.objects.all().delete()
    Waiting.objects.all().delete()
    Change.objects.create(row=row, decision=decision, reason="We say so.", changed_by=1)
    boundaries.forget_tightened()
    _told, done = tried()
    assert not done


def test_where_a_site_takes_no_cases_a_second_press_publishes_none_either() -> None:
    """The guard alone would ask the author to look again, and let her publish."""
    me, text = who("clinician", "V3"), "A teacher, 61, has had this rash for years."
    send(me, text)
    assert send(me, text, confirmed="1").status_code == 302
    Post.objects.all().delete()
    Change.objects.create(row="B11", decision="deny", reason="We say so.", changed_by=1)
    boundaries.forget_tightened()
    send(me, text)
    refused = send(me, text, confirmed="1")
    assert (refused.status_code, Post.objects.exists()) == (422, False)

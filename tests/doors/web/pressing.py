"""What the tests of the table's rows share: personas of a kind and level, and presses of buttons."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from bedside.areas.people.models import Persona
from bedside.areas.posts.models import Post
from bedside.areas.spaces import actions as spaces
from bedside.areas.spaces.models import Space
from tests.areas.posts.test_guard import FINE
from tests.doors.web.composing import COMPOSE, send
from tests.factories import client_of, join, make_credential, make_persona, viewer_of

CASE = "Saw a 93 year old beekeeper from Alder Creek on 14 March 2024, MRN 00482917."
LESSON = "On the ward we saw how a good team hands over."
ADVICE = "I will see you on Tuesday and change your dose then."


def who(kind: str, level: str = "", **fields: Any) -> Persona:
    """Return a persona, checked at a level where one is given."""
    one = make_persona(kind=kind, **fields)
    if level:
        make_credential(one, level=level)
    return one


def press(persona: Persona, route: str, *args: object, **form: Any) -> HttpResponse:
    """Press a button of a page."""
    return client_of(persona).post(reverse(route, args=args), form)


def opened(persona: Persona, space: Space) -> int:
    """Return the status of the page of a space."""
    return client_of(persona).get(reverse("space", args=[space.slug])).status_code


def reply(persona: Persona, post: Post, **fields: Any) -> HttpResponse:
    """Answer a post."""
    return send(persona, FINE, to=reverse("post_reply", args=[post.id]), **fields)


def into(persona: Persona, space: Space, text: str = FINE, **fields: Any) -> HttpResponse:
    """Send the composer of a space."""
    return send(persona, text, to=f"{COMPOSE}?space={space.slug}", **fields)


def invited(space: Space) -> str:
    """Return a code into a space, made by a steward of it."""
    steward = make_persona()
    join(steward, space, role="steward")
    return spaces.invite(by=viewer_of(steward), space=space)


def held(response: HttpResponse, row: str) -> bool:
    """Say whether a text was not published, and its page leads to the row."""
    leads = reverse("why", args=[row]) in response.content.decode()
    return (response.status_code, Post.objects.exists(), leads) == (422, False, True)

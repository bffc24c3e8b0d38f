"""Short ways to ask the world: what somebody gets, and whether it is what one gets for nothing at all."""

from typing import Any

from django.test import Client
from django.urls import reverse

from bedside.areas.posts import actions as posts
from bedside.areas.posts.words import Words
from tests.factories import client_of
from tests.security.answers import content, plain
from tests.security.world import World


def page(world: World, who: str, route: str, *args: Any, query: str = "", **headers: str) -> str:
    """Return the body of what `who` gets."""
    path = reverse(route, args=args) + (f"?{query}" if query else "")
    return content(browser(world, who).get(path, headers=headers)).decode()


def browser(world: World, who: str) -> Client:
    """Return a browser of an actor or of another of the world's people."""
    return world.browser(who) if who in world.jars or who == "anonymous" else client_of(world.people[who])


def press(world: World, who: str, route: str, *args: Any, **form: Any) -> Any:
    """Send a form and return the answer."""
    return browser(world, who).post(reverse(route, args=args), form)


def is_nothing(world: World, who: str, path: str, *, form: dict[str, Any] | None = None, **headers: str) -> bool:
    """Say whether `who` gets at `path` the very bytes that an address gets which is nobody's."""
    asked, nowhere = (world.browser(who) for _ in range(2))
    if form is not None:
        return plain(asked.post(path, form, headers=headers)) == plain(nowhere.post("/nowhere/", form, headers=headers))
    return plain(asked.get(path, headers=headers)) == plain(nowhere.get("/nowhere/", headers=headers))


def write(world: World, who: str, text: str, space: str = "square", **more: Any) -> int:
    """Publish as `who` and return the post's id."""
    made = posts.publish(by=world.viewer(who), words=Words(text=text), space_id=world.spaces[space].id, **more)
    return made.id

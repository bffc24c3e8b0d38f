"""Filling an empty site with the demo, through the same actions that people's own presses call."""

import random
from datetime import datetime
from functools import partial
from importlib.resources import files
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from bedside.areas.contacts import actions as contacts
from bedside.areas.credentials import queries as credentials
from bedside.areas.directory import actions as directory
from bedside.areas.notify import actions as notify
from bedside.areas.people import actions as people
from bedside.areas.people import queries as who
from bedside.areas.people.actions import accounts
from bedside.areas.people.actions.personas import take_handle
from bedside.areas.people.actions.site import setup_token
from bedside.areas.people.models import Persona
from bedside.areas.people.second_factor import DEMO_SECRET
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import actions as posts
from bedside.areas.posts import queries as reading
from bedside.areas.posts.gate import HeldBack
from bedside.areas.posts.words import Words
from bedside.areas.spaces import actions as spaces
from bedside.areas.spaces import queries as places
from bedside.areas.spaces.models import SQUARE_ID, Space
from bedside.kit.clock import now
from bedside.kit.ids import id_at
from bedside.kit.outbox.actions import deliver_now
from bedside.policy import permissions
from bedside.policy.directory.handles_file import read
from bedside.policy.personas import CHECKED_KINDS
from bedside.policy.space_kinds import KINDS
from bedside.site.demo import clinicians, content, evaluations, matching, practice, records, safety

PASSWORD = "lamp on the night table"  # noqa: S105  # printed at start; a demo has nothing to hide
LOGINS = (
    ("juniper@demo.example", "a patient"),
    ("heron@demo.example", "a patient, steward of ME/CFS"),
    ("oluremi_castellane@demo.example", "a clinician"),
    ("elm_street_practice@demo.example", "a practice"),
    ("keeper@demo.example", "the administrator; asks for a code"),
)
SPACES: dict[str, dict[str, Any]] = {
    "me-cfs": {
        "kind": "community",
        "name": "ME/CFS",
        "purpose": "For people with ME/CFS and those who care for them. Clinicians are guests: they answer in general.",
        "condition": "ME/CFS",
    },
    "multiple-sclerosis": {
        "kind": "community",
        "name": "Multiple sclerosis",
        "purpose": "For people with MS and those close to them, newly told or thirty years in.",
        "condition": "multiple sclerosis",
    },
    "type-2-diabetes": {
        "kind": "community",
        "name": "Type 2 diabetes",
        "purpose": "Food, numbers, feet and nerves: living with type 2 diabetes without being told off.",
        "condition": "type 2 diabetes",
    },
    "als": {
        "kind": "community",
        "name": "ALS",
        "purpose": "For people with ALS (MND) and their carers. It is slow here, and that is fine.",
        "condition": "ALS",
    },
    content.ROOM: {
        "kind": "room",
        "name": "Clinicians' room",
        "purpose": "Clinicians whose profession was checked, among themselves. No patient can be told from it.",
    },
    content.PRACTICE: {
        "kind": "practice",
        "name": "Elm Street Practice",
        "purpose": "News of an invented practice: opening hours, vaccines, how to reach us.",
    },
}
STEWARDS_ELSEWHERE = {content.PRACTICE: "elm_street_practice"}
SEED = 20
ANSWER = 0.8  # the share of readers who answer a poll


def is_empty() -> bool:
    """Say whether nobody is here yet."""
    return not who.has_administrator()


@transaction.atomic
def load() -> None:
    """Make people, spaces, posts, follows and figures; all of it or nothing."""
    admin = _administrator()
    personas = [_person(raw) for raw in content.personas()]
    named = {persona.handle: persona for persona in personas}
    checked = [raw for raw in content.personas() if raw["kind"] == "clinician"]
    clinicians.load(checked, named, by=admin, viewer_of=viewer_of)
    viewers = {persona.handle: viewer_of(persona) for persona in personas}
    opened = _open_spaces(admin, viewers)
    _publish(viewers, opened)
    _follow(viewers)
    practice.load(viewers, steward=_steward(viewers, opened[content.PRACTICE]), space=opened[content.PRACTICE])
    deliver_now()
    for viewer in viewers.values():
        notify.mark_read(by=viewer)
    _latest(viewers)
    safety.load(by=admin, author=viewers["juniper"], post_id=_asked_about(viewers["juniper"]))
    deliver_now()
    evaluations.load(by=admin)
    records.load(viewers)
    matching.load(viewers)
    _list_clinicians()


def _list_clinicians() -> None:
    """Take in invented people who post elsewhere, and find the checked members."""
    text = files("bedside.site.demo").joinpath("handles.csv").read_text(encoding="utf-8")
    directory.import_handles(rows=read(text.splitlines(keepends=True), today=now().date()))
    directory.refresh_all()


def viewer_of(persona: Persona, *, staff: frozenset[str] = frozenset()) -> Viewer:
    """Return the viewer that the web door would make of a demo persona."""
    level = credentials.level_of(persona.id) if persona.kind in CHECKED_KINDS else "V0"
    return Viewer(persona.id, persona.account_id, persona.kind, level, confirmed=True, staff=staff)


def _administrator() -> Viewer:
    about = people.AboutSite(
        name="Harbour",
        runner="the Harbour Patients' Association (invented)",
        country="GB",
        rules=people.DEFAULT_RULES,
        contact="",
    )
    wish = {"kind": "personal", "name": "Keeper", "handle": "keeper", "mail": "keeper@demo.example"}
    account = people.set_up(token=setup_token(), password=PASSWORD, about=about, **wish)
    people.add_code_app(account_id=account.id, secret=DEMO_SECRET)
    return viewer_of(who.personas_of(account.id)[0], staff=frozenset({permissions.ADMINISTRATOR}))


def _person(raw: dict[str, Any]) -> Persona:
    wish = accounts.Wish(raw["kind"], raw["name"], raw["handle"], f"{raw['handle']}@demo.example", PASSWORD)
    take_handle(wish.handle)
    _account, persona = accounts.create_account(wish=wish, password_hash=_hash(), confirmed=True)
    if raw.get("about"):
        people.change_persona(
            by=viewer_of(persona),
            persona_id=persona.id,
            name=raw["name"],
            about=raw["about"],
            asks_first=persona.asks_first,
            findable=persona.findable,
        )
    return persona


_hashed: list[str] = []


def _hash() -> str:
    if not _hashed:  # one for all: hashing is slow on purpose, and the password is printed anyway
        _hashed.append(make_password(PASSWORD))
    return _hashed[0]


def _open_spaces(admin: Viewer, viewers: dict[str, Viewer]) -> dict[str, Space]:
    opened = {"square": places.space_by_id(admin, SQUARE_ID)}
    for slug, words in SPACES.items():
        stewards = [raw["handle"] for raw in content.personas() if slug in raw.get("steward_of", [])]
        first, *others = stewards or [STEWARDS_ELSEWHERE[slug]]
        space = spaces.open_space(by=admin, slug=slug, steward_handle=first, **words)
        opened[slug] = space
        for handle in (first, *others, *_members(slug)):
            _join(viewers[handle], space, steward=viewers[first])
        for handle in others:
            spaces.name_steward(by=viewers[first], space=space, persona_id=viewers[handle].persona_id)
    return opened


def _members(slug: str) -> list[str]:
    """Return who joins a space, those who came first in their file first."""
    return [raw["handle"] for raw in content.personas() if slug in raw.get("spaces", [])]


def _join(viewer: Viewer, space: Space, *, steward: Viewer) -> None:
    if places.standing(viewer, space).joined:
        return
    consent = KINDS[space.kind].consent
    if spaces.join(by=viewer, space=space, consent=consent, listed=True) == "asked":
        spaces.let_in(by=steward, space=space, persona_id=viewer.persona_id)


def _publish(viewers: dict[str, Viewer], opened: dict[str, Space]) -> None:
    chance = random.Random(SEED)  # noqa: S311  # who answered which poll
    made: dict[str, int] = {}
    for item in content.items(now()):
        by, raw = viewers[item.raw["by"]], item.raw
        publish = partial(
            posts.publish,
            by=by,
            words=_words(raw),
            space_id=opened[item.space].id,
            reply_to_id=made.get(item.parent),
            post_id=id_at(item.at),
        )
        try:
            post = publish()
        except HeldBack:  # the author looks again, and presses once more
            post = publish(confirmed=True, agreed=True)
        made[item.key] = post.id
        for handle in raw.get("helped", []):
            posts.mark(by=viewers[handle], post_id=post.id, kind="helped", on=True)
        if raw.get("pinned"):
            posts.pin(by=_steward(viewers, opened[item.space]), post_id=post.id, on=True)
        if raw.get("options"):
            _answer_poll(chance, viewers, post_id=post.id, author=by)


def _words(raw: dict[str, Any]) -> Words:
    return Words(
        text=raw["text"],
        kind=raw.get("kind", "post"),
        title=raw.get("title", ""),
        topic=raw.get("topic", ""),
        warning=raw.get("warning", ""),
        options=tuple(raw.get("options", ())),
        poll_days=30,
    )


def _steward(viewers: dict[str, Viewer], space: Space) -> Viewer:
    return next(viewer for viewer in viewers.values() if places.standing(viewer, space).is_steward)


def _answer_poll(chance: random.Random, viewers: dict[str, Viewer], *, post_id: int, author: Viewer) -> None:
    """Let most of those who may read the poll answer it."""
    poll = reading.seen(author, post_id).poll
    if poll is None or poll.closed:
        return
    readers = [viewer for viewer in viewers.values() if reading.readable_ids(viewer, [post_id]) and viewer != author]
    for viewer in readers:
        if chance.random() < ANSWER:
            posts.vote(by=viewer, post_id=post_id, option_id=chance.choice(poll.options).id)


def _follow(viewers: dict[str, Viewer]) -> None:
    """Patients follow the clinicians who are guests in their communities, and the practice; a few follow each other."""
    kinds = {raw["handle"]: raw for raw in content.personas()}
    for handle, raw in kinds.items():
        if raw["kind"] not in ("patient", "carer"):
            continue
        for other, about in kinds.items():
            shared = set(raw["spaces"]) & set(about.get("spaces", []))
            if (about["kind"] == "clinician" and shared) or about["kind"] == "organisation":
                contacts.follow(by=viewers[handle], target_id=viewers[other].persona_id)
    for other in ("heron", "moss", "ivo"):
        contacts.follow(by=viewers["juniper"], target_id=viewers[other].persona_id)
        contacts.accept_follower(by=viewers[other], target_id=viewers["juniper"].persona_id)


def _asked_about(viewer: Viewer) -> int:
    """Return the oldest post of a persona's first page: one that nobody looks at first."""
    persona = who.own_persona(viewer, viewer.persona_id)
    return reading.persona_timeline(viewer, persona).posts[-1].id


def _latest(viewers: dict[str, Viewer]) -> None:
    """Leave something new for who looks in first."""
    newest: datetime | None = None
    juniper = who.own_persona(viewers["juniper"], viewers["juniper"].persona_id)
    for post in reading.persona_timeline(viewers["juniper"], juniper).posts:
        if newest is None and post.n_replies == 0 and post.reply_to_id is None:
            newest = post.created_at
            posts.mark(by=viewers["moss"], post_id=post.id, kind="helped", on=True)
    deliver_now()

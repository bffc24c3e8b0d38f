"""Messages to the few whom they name: who may be written to, and who is asked first.

Rows B04, B14, B27, B38 of boundaries.csv and H12 to H17 of the house. What a practice knows of its patients plays no
part in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bedside.areas.boundaries import queries as boundaries
from bedside.areas.contacts import openness
from bedside.areas.people import queries as people
from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.events import MessageAsked
from bedside.areas.posts.models import FirstMessage, Mention, Post
from bedside.areas.posts.render import Rendered, ThreadOf, mentionable
from bedside.areas.posts.seen import SeenPost
from bedside.areas.posts.target import Target
from bedside.areas.practice.queries import door_of_clinician
from bedside.areas.spaces.models import Space
from bedside.kit import html
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.ids import made_at
from bedside.kit.outbox.actions import publish as tell
from bedside.kit.viewing import as_system
from bedside.policy.boundaries import Facts
from bedside.policy.first_contact import NEWCOMER, Reach
from bedside.policy.limits import FIRST_MESSAGES, FIRST_MESSAGES_NEW

DIRECT = "mentioned"  # the audience of a message


@dataclass(frozen=True)
class Reached:
    """Who gets a message: at once, and once they take it."""

    at_once: tuple[int, ...]
    asked: tuple[int, ...] = ()


def check(by: Viewer, text: str, target: Target) -> None:
    """Raise Refused, with what to do instead, for a message that does not reach somebody it names or answers."""
    if target.audience != DIRECT:
        return
    if target.reply_to is not None:
        _check_answer(by, target.reply_to)
        return
    named = mentionable(by, html.mentions_in(text), space=target.space, audience=DIRECT)
    _who(by, named.values())


def _check_answer(by: Viewer, answered: SeenPost) -> None:
    thread_id = answered.thread_id
    with as_system("who is in a conversation, and whether they took it"):
        first = Post.objects.filter(id=thread_id).values_list("author_id", flat=True).first()
        inside = {first, *Mention.objects.filter(post_id=thread_id).values_list("persona_id", flat=True)}
        asked = FirstMessage.objects.filter(post_id=thread_id).exclude(state=FirstMessage.State.TAKEN).exists()
    others = {one for one in inside if one is not None} - {by.persona_id}
    if asked and not others:
        what = "They have not answered yet."
        raise Refused(what, do="You can write more once they do. Your text is kept.", code="not_answered")
    _who(by, others)


def _who(by: Viewer, ids: Iterable[int]) -> list[tuple[int, str]]:
    """Return (id, kind) of those of `ids` who may be written to; raise for the first who must not be."""
    found = [(one.id, one.kind) for one in people.personas(by, set(ids) - {by.persona_id})]
    reached = []
    for persona_id, kind in found:
        facts = Facts(door_open=kind == "clinician" and _has_door(persona_id))
        ruling = boundaries.ask(by, space="square", action="direct message", target=kind, facts=facts)
        if ruling.secret:
            continue  # as a handle that nobody has: a word in the text
        if not ruling.allowed:
            raise boundaries.refusal(ruling, field="text")
        reached.append((persona_id, kind))
    return reached


def _has_door(persona_id: int) -> bool:
    door = door_of_clinician(persona_id)
    return door is not None and door.takes_messages


def reached(by: Viewer, made: Rendered, *, space: Space, audience: str, thread: ThreadOf | None) -> Reached:
    """Return whom a text reaches that names `made.mentioned`: strangers among members are asked first (B38)."""
    if audience != DIRECT or thread is not None or space.kind != "square":
        return Reached(made.mentioned)
    found = _who(by, made.mentioned)
    reaches = openness.reaches(by.persona_id, found)
    if Reach.NOT_TAKEN in reaches.values():
        what = "Somebody you name takes no messages from you."
        raise Refused(what, do="Take the name out. Your text is kept.", code="takes_no_messages", field="text")
    order = [one for one in made.mentioned if one in reaches]
    asked = tuple(one for one in order if reaches[one] is Reach.ASKS)
    if asked and by.limited:
        what = "You can't write to people who don't follow you for now."
        raise Refused(what, do="Take out their names. What you wrote is kept.", code="limited", field="text")
    _count(by, len(asked))
    return Reached(tuple(one for one in order if one not in asked), asked)


def inside(post_id: int) -> set[int]:
    """Return who is named in one's own post, or took it when it was a first message to them."""
    taken = FirstMessage.objects.filter(post_id=post_id, state=FirstMessage.State.TAKEN)
    named = Mention.objects.filter(post_id=post_id)
    return {*named.values_list("persona_id", flat=True), *taken.values_list("persona_id", flat=True)}


def reached_by_edit(by: Viewer, made: Rendered, *, target: Target, thread: ThreadOf | None, known: set[int]) -> Reached:
    """As `reached`, for words that took the place of others: who could read those reads these as well."""
    new = replace(made, mentioned=tuple(one for one in made.mentioned if one not in known))
    if not new.mentioned:
        return Reached(made.mentioned)
    to = reached(by, new, space=target.space, audience=target.audience, thread=thread)
    return Reached(tuple(one for one in made.mentioned if one in known or one in to.at_once), to.asked)


def _count(by: Viewer, strangers: int) -> None:
    new = now() - made_at(by.persona_id) < NEWCOMER
    for _stranger in range(strangers):
        limits.require(FIRST_MESSAGES, value=str(by.persona_id), told=False)
        if new:
            limits.require(FIRST_MESSAGES_NEW, value=str(by.persona_id), told=False)


def narrowed(made: Rendered, to: Reached) -> Rendered:
    """Return `made` with those alone as named who may read it at once."""
    return made if to.at_once == made.mentioned else replace(made, mentioned=to.at_once)


def ask(post: Post, to: Reached) -> None:
    """Let the message wait for each who is asked first, and tell them that somebody would like to write."""
    for persona_id in to.asked:
        _, is_new = FirstMessage.objects.get_or_create(
            persona_id=persona_id, post_id=post.id, defaults={"author_id": post.author_id}
        )
        if is_new:
            tell(MessageAsked(post_id=post.id, author_id=post.author_id, persona_id=persona_id))

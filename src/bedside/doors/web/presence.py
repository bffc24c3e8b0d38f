"""What can be found about one persona, by the very queries that answer others: a visitor, a member, a clinician.

The lookers are nobody: a stranger with an account, and a stranger with a checked licence. For each community a real
member is asked, because only members see who is in it. Nothing of it is written down or counted: the strangers have no
account.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from bedside.areas.contacts import queries as contacts
from bedside.areas.credentials import queries as credentials
from bedside.areas.directory import queries as directory
from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.posts import queries as posts
from bedside.areas.posts.render import mentionable
from bedside.areas.spaces import queries as spaces
from bedside.areas.spaces.models import SQUARE_ID, Space
from bedside.kit.errors import NotHere
from bedside.kit.viewing import viewing
from bedside.policy.directory.asking import AskMore, question

NOBODY: Final = (
    -3
)  # a persona's id that nobody has: neither a visitor (0), nor the system (-1), nor an erased author (-2)
LOOKERS: Final[dict[str, Viewer]] = {
    "visitor": ANONYMOUS,
    "member": Viewer(persona_id=NOBODY, kind="patient", confirmed=True),
    "clinician": Viewer(persona_id=NOBODY, kind="clinician", level="V3", confirmed=True),
}
PAGES_LOOKED_AT: Final = 5  # of the list of clinicians, for one name: an exact one stands on the first
LINK: Final = re.compile(r"(?:https?://|www\.)[^\s<>]+|[\w.+-]+@[\w-]+\.[\w.]+")

Found = dict[str, bool]


@dataclass(frozen=True)
class InSpace:
    """A space that the persona is in, and whether those inside, or everybody, find its name there."""

    space: Space
    inside: bool
    everybody: bool


@dataclass(frozen=True)
class Presence:
    """What was found, by looker: "visitor", "member", "clinician"."""

    page: Found
    by_handle: Found
    by_name: Found
    named: Found
    posts: dict[str, int]
    more_posts: bool  # there are more than were counted
    links: tuple[str, ...]
    badge: bool
    in_list: Found  # of clinicians: by the name, or by that of a claimed entry
    spaces: tuple[InSpace, ...]

    @property
    def findable(self) -> bool:
        """Whether anybody finds the persona who does not know its handle already."""
        found = (*self.by_handle.values(), *self.by_name.values(), *self.in_list.values())
        return any(found) or any(one.everybody for one in self.spaces)


def presence_of(owner: Viewer, persona: Persona) -> Presence:
    """Return what others can find of one of the owner's own personas."""
    as_itself = credentials.viewer_of(persona.id) or owner
    seen = {name: _posts(looker, persona) for name, looker in LOOKERS.items()}
    return Presence(
        page=_each(lambda looker: _opens(looker, persona)),
        by_handle=_each(lambda looker: persona.id in people.search_people(looker, persona.handle)),
        by_name=_each(lambda looker: persona.id in people.search_people(looker, persona.name)),
        named=_each(lambda looker: looker.signed_in and _can_name(looker, persona)),
        posts={name: count for name, (count, _more) in seen.items()},
        more_posts=any(more for _count, more in seen.values()),
        links=tuple(LINK.findall(persona.about)),
        in_list=_in_list(as_itself, persona),
        badge=bool(credentials.badges([persona.id])),
        spaces=tuple(_in_space(as_itself, persona, space) for space in _joined(as_itself)),
    )


def _each(ask: Callable[[Viewer], bool]) -> Found:
    found = {}
    for name, looker in LOOKERS.items():
        with viewing(looker.persona_id):
            found[name] = ask(looker)
    return found


def _opens(looker: Viewer, persona: Persona) -> bool:
    try:
        return contacts.persona_page(looker, persona.handle).id == persona.id
    except NotHere:
        return False


def _in_list(as_itself: Viewer, persona: Persona) -> Found:
    """Return who finds the persona, or an entry that it has claimed, in the list of clinicians."""
    own = {str(persona.id): persona.name} | {one.id: one.name for one in directory.own_listings(as_itself)}
    return _each(lambda looker: any(_is_listed(looker, name, among=own) for name in set(own.values())))


def _is_listed(looker: Viewer, name: str, *, among: Collection[str]) -> bool:
    try:
        asked = question(q=name)
    except AskMore:
        return False
    cursor = ""
    for _page in range(PAGES_LOOKED_AT):
        found = directory.find(looker, asked, cursor=cursor)
        if any(item.id in among for item in found.items):
            return True
        if not (cursor := found.next):
            break
    return False


def _can_name(looker: Viewer, persona: Persona) -> bool:
    square = spaces.space_by_id(looker, SQUARE_ID)
    return persona.handle in mentionable(looker, [persona.handle], space=square)


def _posts(looker: Viewer, persona: Persona) -> tuple[int, bool]:
    with viewing(looker.persona_id):
        page = posts.persona_timeline(looker, persona)
    return len(page.posts), page.next_before is not None


def _joined(as_itself: Viewer) -> list[Space]:
    with viewing(as_itself.persona_id):
        return spaces.joined_spaces(as_itself)


def _in_space(as_itself: Viewer, persona: Persona, space: Space) -> InSpace:
    other = spaces.somebody_else_in(as_itself, space)
    inside = other is not None and _named_in(other, persona, space)
    return InSpace(space=space, inside=inside, everybody=_named_in(ANONYMOUS, persona, space))


def _named_in(looker: Viewer, persona: Persona, space: Space) -> bool:
    with viewing(looker.persona_id):
        try:
            found = spaces.members(looker, space, hidden=(), after=persona.id - 1).people
        except NotHere:
            return False
    return bool(found) and found[0].persona.id == persona.id

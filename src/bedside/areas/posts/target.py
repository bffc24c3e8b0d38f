"""Where a text is going, and whether its author may write there."""

from dataclasses import dataclass

from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import queries
from bedside.areas.posts.asking import check_place
from bedside.areas.posts.seen import Answered, SeenPost
from bedside.areas.spaces import queries as spaces
from bedside.areas.spaces.models import Space
from bedside.areas.spaces.queries import Standing
from bedside.kit.errors import NotAllowed, Refused
from bedside.policy.space_kinds import KINDS
from bedside.policy.space_kinds.model import SpaceKind


@dataclass(frozen=True)
class Target:
    """Where a post goes and who may read it there."""

    space: Space
    audience: str
    reply_to: SeenPost | None = None

    @property
    def answered(self) -> Answered | None:
        """Who is answered: a fact for the guard."""
        return Answered(self.reply_to.author_kind, self.reply_to.author_handle) if self.reply_to else None


def only_reads(kind: SpaceKind, standing: Standing) -> NotAllowed:
    """Return what is said to who may not write here: what would change that, where something would."""
    if not standing.may_read:
        what, do = "You can't write here.", "Join it first. If you have asked to join, wait for the answer."
        return NotAllowed(what, do=do, code="cannot_write")
    do = "Your verification may have ended: see it in Settings. What you wrote is kept in your drafts."
    do = do if kind.writes_with else NotAllowed.do
    return NotAllowed("You can read here, but you can't write here.", do=do, code="cannot_write")


def target_of(by: Viewer, *, space_id: int, audience: str, reply_to_id: int | None) -> Target:
    """Return where `by` may publish; raise NotHere for what they may not see, NotAllowed where they may only read."""
    reply_to = queries.seen(by, reply_to_id) if reply_to_id else None
    space = spaces.space_by_id(by, reply_to.space_id if reply_to else space_id)
    kind = KINDS[space.kind]
    chosen = reply_to.audience if reply_to else (audience or kind.audiences[0])
    if chosen not in kind.audiences:
        raise Refused("A post here can't have these readers.", do="Choose again.", code="audience", field="audience")
    public_reply = reply_to is not None and space.kind == "practice"  # anybody who is confirmed may answer a practice
    standing = spaces.standing(by, space)
    if not by.confirmed or not (standing.may_write or public_reply):
        raise only_reads(kind, standing)
    check_place(by, space, answers=reply_to.author_kind if reply_to else "")
    return Target(space=space, audience=chosen, reply_to=reply_to)

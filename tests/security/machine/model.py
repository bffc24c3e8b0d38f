"""Who sees what, said once more as sets: nothing here asks the rules, the statements or the database of the site.

Personas are their handles, spaces their names, posts their ids. `VISITOR` looks without an account.
"""

from collections import Counter
from dataclasses import dataclass, field

VISITOR = ""
FIRST_WEEK = 3  # strangers to whom a newcomer can write
CLINICIAN, OF_PATIENTS = "clinician", ("patient", "carer")
OPEN, GUARDED = ("square", "practice"), ("community", "room")
AUDIENCES = {
    "square": ("public", "followers", "mentioned"),
    "practice": ("public",),
    "community": ("space",),
    "room": ("space",),
}


@dataclass
class Seat:
    """Where a persona stands with a space."""

    state: str
    role: str = "member"
    listed: bool = True
    waits: bool = False  # banned, asked again, and told what everybody is told who asks


@dataclass
class Post:
    """A post. `named`: who is mentioned in it and may be; `first`: the post that its thread begins with."""

    author: str
    space: str
    audience: str
    first: int
    answers: int | None = None
    named: frozenset[str] = frozenset()
    tagged: bool = False
    pinned: bool = False
    gone: bool = False
    picture: str = ""


@dataclass(frozen=True)
class Notice:
    """What `owner` was told, whether or not it may still be shown."""

    owner: str
    kind: str
    actor: str
    post: int | None = None
    space: str | None = None


@dataclass
class Model:
    """Everything that decides who sees what."""

    kinds: dict[str, str]  # of personas
    accounts: dict[str, str]  # of personas
    asks: frozenset[str]  # personas whose followers wait
    spaces: dict[str, str]  # their kinds
    by_invitation: frozenset[str]
    approves: frozenset[str]
    levels: dict[str, str] = field(default_factory=dict)  # of personas with a live credential
    suspended: set[str] = field(default_factory=set)  # accounts
    blocks: set[tuple[str, str]] = field(default_factory=set)
    kept_away: set[tuple[str, str]] = field(default_factory=set)  # who said "not my doctor", and of whom
    team: set[str] = field(default_factory=set)  # who is on the team of the one practice now
    asked: dict[tuple[str, int], str] = field(default_factory=dict)  # first messages: who, which, what became of it
    knocks: Counter[str] = field(default_factory=Counter)  # how many strangers somebody has written to
    mutes: set[tuple[str, str]] = field(default_factory=set)
    follows: dict[tuple[str, str], bool] = field(default_factory=dict)  # True: let in
    tags: set[str] = field(default_factory=set)  # personas that follow the hashtag
    seats: dict[tuple[str, str], Seat] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    boosts: set[tuple[str, int]] = field(default_factory=set)
    saved: set[tuple[str, int]] = field(default_factory=set)
    told: dict[tuple[str, str], Notice] = field(default_factory=dict)  # by owner and cause: once a cause

    # People

    def hidden(self, who: str) -> bool:
        return self.accounts[who] in self.suspended

    def active(self) -> list[str]:
        return [who for who in self.kinds if not self.hidden(who)]

    def apart(self, one: str, other: str) -> bool:
        return (one, other) in self.blocks or (other, one) in self.blocks

    def unseen(self, viewer: str, other: str) -> bool:
        """Whether `other` does not exist for `viewer`: a doctor of whom she said so does not see her; she sees him."""
        return self.apart(viewer, other) or self.keeps_away(other, viewer)

    def keeps_away(self, who: str, viewer: str) -> bool:
        """Whether `who` said "not my doctor" of this viewer, or of somebody who is on a team with the viewer now."""
        near = {viewer} | (self.team if viewer in self.team and viewer != who else set())
        return any((who, one) in self.kept_away for one in near)

    def follower(self, who: str, of: str) -> bool:
        return self.follows.get((who, of), False)

    # Spaces

    def fits(self, who: str, space: str) -> bool:
        """Whether a door of the space stands open to `who` with what is known about them today."""
        kind, level = self.kinds.get(who), self.levels.get(who, "V0")
        return {
            "square": False,
            "practice": kind in (CLINICIAN, "organisation"),
            "room": kind == CLINICIAN and level in ("V2", "V3", "V4", "P"),
            "community": kind in (*OF_PATIENTS, "personal") or (kind == CLINICIAN and level in ("V3", "V4")),
        }[self.spaces[space]]

    def state(self, who: str, space: str) -> str:
        seat = self.seats.get((who, space))
        return seat.state if seat else ""

    def inside(self, who: str, space: str) -> bool:
        return self.state(who, space) == "joined" and self.fits(who, space)

    def steward(self, who: str, space: str) -> bool:
        return self.inside(who, space) and self.seats[who, space].role == "steward"

    def stewards(self, space: str) -> set[str]:
        return {
            who for who in self.kinds if self.state(who, space) == "joined" and self.seats[who, space].role == "steward"
        }

    def knows(self, who: str, space: str) -> bool:
        if self.spaces[space] == "room" and not self.fits(who, space):
            return False
        return space not in self.by_invitation or self.state(who, space) in ("invited", "asked", "joined")

    def writes(self, who: str, space: str) -> bool:
        if self.spaces[space] == "room" and self.levels.get(who) not in ("V3", "V4", "P"):
            return False
        return self.spaces[space] == "square" or (self.inside(who, space) and self.knows(who, space))

    def asked_of_patients(self, who: str, space: str) -> bool:
        """Whether a picture needs its author's word that it shows no patient (B12), as colleagues alone see it else."""
        return self.kinds[who] == "clinician" and self.spaces[space] not in ("room", "practice")

    def members(self, viewer: str, space: str) -> set[str] | None:
        """Who is named in the list of members; None where there is no such list for `viewer`."""
        if not (self.spaces[space] == "practice" or (self.spaces[space] in GUARDED and self.inside(viewer, space))):
            return None
        joined = {who for who in self.active() if self.state(who, space) == "joined" and not self.unseen(viewer, who)}
        return {who for who in joined if who == viewer or self.seats[who, space].listed}

    # Posts

    def reads(self, viewer: str, post_id: int) -> bool:
        post = self.posts[post_id]
        if post.gone or self.hidden(post.author):
            return False
        if post.author == viewer:
            return True
        first = self.posts[post.first]
        if self.unseen(viewer, post.author) or self.unseen(viewer, first.author):
            return False
        if self.spaces[post.space] in GUARDED:
            return self.inside(viewer, post.space)
        if post.audience == "public":
            return True
        return (
            viewer == first.author
            or viewer in first.named
            or (post.audience == "followers" and self.follower(viewer, first.author))
        )

    def readable(self, viewer: str) -> set[int]:
        return {post_id for post_id in self.posts if self.reads(viewer, post_id)}

    def viewers(self, post_id: int) -> set[str]:
        """Everybody who sees a post: a suspended account looks as a visitor does."""
        return {who for who in (VISITOR, *self.active()) if self.reads(who, post_id)}

    def nameable(self, by: str, who: str, space: str, first: int | None, audience: str) -> bool:
        """Whether naming `who` in a post tells them of it, and lets them read what is for those named."""
        if who == by or self.hidden(who) or self.unseen(by, who) or self.unseen(who, by):
            return False
        if self.spaces[space] in GUARDED and self.state(who, space) != "joined":
            return False
        if self.spaces[space] == "room" and self.levels.get(who) not in ("V2", "V3", "V4", "P"):
            return False
        if first is None:
            return True
        begun = self.posts[first]
        if self.unseen(who, begun.author):
            return False
        lets = who == begun.author or who in begun.named
        return (
            audience not in ("followers", "mentioned")
            or lets
            or (audience == "followers" and self.follower(who, begun.author))
        )

    # Messages to the few whom they name

    def reach(self, author: str, whom: str) -> str:
        """What becomes of a message: "at once", "asks", "refused", or "" where the name is a word like any."""
        if self.kinds[whom] == "personal":
            return ""
        at_work, to_work = self.kinds[author] == CLINICIAN, self.kinds[whom] == CLINICIAN
        if at_work or to_work:
            return "at once" if at_work and to_work else "refused"
        if self.follower(whom, author):
            return "at once"
        return "asks" if self.knocks[author] < FIRST_WEEK else "refused"

    def answered_yet(self, post_id: int, who: str) -> bool:
        """Whether somebody else is in the conversation, or nobody was asked."""
        begun = self.posts[self.posts[post_id].first]
        waits = any(one == self.posts[post_id].first and state != "taken" for (_, one), state in self.asked.items())
        return not waits or bool({begun.author, *begun.named} - {who})

    # Lists

    def unmuted(self, viewer: str) -> set[int]:
        return {one for one in self.readable(viewer) if (viewer, self.posts[one].author) not in self.mutes}

    def in_space(self, viewer: str, space: str) -> set[int]:
        here = {one for one, post in self.posts.items() if post.space == space and post.answers is None}
        return {one for one in here & self.unmuted(viewer) if not self.posts[one].pinned}

    def home(self, viewer: str) -> tuple[set[int], set[int]]:
        """What must be in a home timeline, and what may be there as well, because somebody passed it on."""
        must, may = set(), set()
        for one in self.unmuted(viewer):
            post = self.posts[one]
            through = (post.author == viewer or self.follower(viewer, post.author)) and post.audience in (
                "public",
                "followers",
            )
            joined = self.state(viewer, post.space) == "joined"
            if (post.answers is None and (through or joined)) or (post.tagged and viewer in self.tags):
                must.add(one)
            passed_on = {who for who, boosted in self.boosts if boosted == one and self.follower(viewer, who)}
            if any(not self.hidden(who) and (viewer, who) not in self.mutes for who in passed_on):
                may.add(one)
        return must, must | may

    def thread(self, viewer: str, post_id: int) -> set[int] | None:
        """What is on the page of a thread; None where there is no such page for `viewer`."""
        first = self.posts[post_id].first
        whole = {one for one, post in self.posts.items() if post.first == first and self.reads(viewer, one)}
        return whole if whole and (first in whole or self.posts[first].gone) else None

    def n_replies(self, viewer: str, post_id: int) -> int:
        post = self.posts[post_id]
        if self.spaces[post.space] in GUARDED and not self.inside(viewer, post.space):
            return 0
        below = {one: other for one, other in self.posts.items() if other.first == post.first and one > post_id}
        return sum(
            not (other.gone or self.hidden(other.author) or self.unseen(viewer, other.author))
            for other in below.values()
            if post_id == post.first or other.answers == post_id
        )

    # Notices

    def may_be_told(self, owner: str, actor: str, post_id: int | None = None) -> bool:
        if owner == actor or self.hidden(owner) or self.unseen(owner, actor) or (owner, actor) in self.mutes:
            return False
        return post_id is None or self.reads(owner, post_id)

    def shown(self, viewer: str) -> set[Notice]:
        return {one for one in self.told.values() if one.owner == viewer and self._shows(viewer, one)}

    def _shows(self, viewer: str, one: Notice) -> bool:
        if one.kind == "let_in":
            return self.state(viewer, str(one.space)) == "joined"
        if self.hidden(one.actor) or self.unseen(viewer, one.actor) or (viewer, one.actor) in self.mutes:
            return False
        if one.kind == "join_asked":
            return self.steward(viewer, str(one.space))
        return one.post is None or self.reads(viewer, one.post)

"""The shape of a kind of space."""

from dataclasses import dataclass
from enum import StrEnum


class Who(StrEnum):
    """Circles of people, from the viewer's standing with one space."""

    ANYONE = "anyone"  # also without an account
    SIGNED_IN = "signed in"
    ELIGIBLE = "eligible"  # those whom a door of the kind lets in
    MEMBERS = "members"  # joined, guests included
    STEWARDS = "stewards"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Door:
    """One way in: personas of `kinds`, and of `levels` where that is asked, come in as `role`.

    `asks`: whoever comes by this door waits for a steward or holds an invitation, also where others come in at once.
    `invited_only`: nobody can ask to come in by it. `reads_only`: who came in by it does not write.
    """

    kinds: frozenset[str]
    role: str
    levels: frozenset[str] | None = None
    asks: bool = False
    invited_only: bool = False
    reads_only: bool = False

    def lets_in(self, *, kind: str, level: str) -> bool:
        """Say whether a persona of this kind and level may come in by this door."""
        return kind in self.kinds and (self.levels is None or level in self.levels)


@dataclass(frozen=True)
class SpaceKind:
    """What a kind of space allows.

    `seen_by`: who may know that it exists. `read_by`, `written_by`: its posts. `members_seen_by`: the list of members.
    `reads_with`, `writes_with`: levels that a member needs as well, None = none. `doors`: who joins as what.
    `consent`: joining says something about one's health, so it is asked explicitly. `audiences`: what a post may have,
    the first is the default. `tags`: hashtags of its posts are found by everybody.
    """

    key: str
    name: str
    seen_by: Who
    read_by: Who
    written_by: Who
    members_seen_by: Who
    doors: tuple[Door, ...]
    audiences: tuple[str, ...]
    consent: bool
    tags: bool
    who_reads: str  # the sentence that the page and the composer show
    reads_with: frozenset[str] | None = None
    writes_with: frozenset[str] | None = None
    federates: bool = False

    def door_for(self, *, kind: str, level: str) -> Door | None:
        """Return the door by which such a persona comes in, or None."""
        return next((door for door in self.doors if door.lets_in(kind=kind, level=level)), None)

    def may_know(self, *, kind: str, level: str) -> bool:
        """Say whether such a persona (kind "" = a visitor) may know of a space of this kind."""
        return self.seen_by is Who.ANYONE or self.door_for(kind=kind, level=level) is not None

    def keeps(self, *, joined: bool, kind: str, level: str) -> bool:
        """Say whether a persona that joined is still inside: who could not come in now (a lapsed credential) is not."""
        return joined and self.door_for(kind=kind, level=level) is not None

    def may_list_members(self, *, joined: bool, level: str) -> bool:
        """Say whether somebody may see who is in the space (of those who want to be listed)."""
        if self.members_seen_by is Who.ANYONE:
            return True
        return self.members_seen_by is Who.MEMBERS and joined and self.may_read(joined=joined, level=level)

    def may_read(self, *, joined: bool, level: str) -> bool:
        """Say whether somebody may read posts for the whole space here; `joined` is what `keeps` says."""
        if self.read_by is Who.ANYONE:
            return True
        return joined and (self.reads_with is None or level in self.reads_with)

    def may_write(self, *, signed_in: bool, joined: bool, level: str) -> bool:
        """Say whether somebody may write here; `signed_in` means with a confirmed mail address."""
        inside = signed_in if self.written_by is Who.SIGNED_IN else joined
        return inside and (self.writes_with is None or level in self.writes_with)

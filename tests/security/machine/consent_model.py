"""What somebody allows others, said once more in plain sets: nothing here asks the rules of the site.

Written from docs/members/{carers,sharing-with-permission,practice}.md. Personas are their handles.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

DAY = timedelta(days=1)
ANSWER_WITHIN, YEAR = 30 * DAY, 365 * DAY


@dataclass
class Grant:
    """Somebody may act for `owner`, once the other side said yes."""

    owner: str
    carer: str
    begun_by: str
    scopes: frozenset[str]
    asked: datetime
    until: date
    accepted: datetime | None = None
    reviewed: datetime | None = None
    ended: bool = False

    def runs(self, at: datetime) -> bool:
        """Whether it is asked for or counts: it is over on its last day, unanswered, or not gone over for a year."""
        if self.ended or at.date() >= self.until:
            return False
        if self.accepted is None:
            return at < self.asked + ANSWER_WITHIN
        return at < (self.reviewed or self.accepted) + YEAR

    def counts(self, at: datetime) -> bool:
        return self.accepted is not None and self.runs(at)


@dataclass
class Permission:
    """What a clinician asks a patient to let her publish."""

    doctor: str
    owner: str
    last: date
    signed: bool = False
    declined: bool = False
    ended: bool = False

    def open(self) -> bool:
        return not (self.signed or self.declined)

    def counts(self, at: datetime) -> bool:
        return self.signed and not self.ended and at.date() <= self.last


@dataclass
class Team:
    """Practices that a patient lets talk about her, and the threads that they began."""

    patient: str
    practices: frozenset[str]
    last: date
    ended: bool = False
    threads: set[int] = field(default_factory=set)

    def counts(self, at: datetime) -> bool:
        return not self.ended and at.date() <= self.last


@dataclass
class Consents:
    """Who is who, and everything that was allowed."""

    accounts: dict[str, str]
    kinds: dict[str, str]
    works: dict[str, dict[str, str]]  # who, where, as what
    known_to: dict[str, set[str]]  # which practices know a patient
    grants: dict[int, Grant] = field(default_factory=dict)
    permissions: dict[int, Permission] = field(default_factory=dict)
    teams: dict[int, Team] = field(default_factory=dict)
    blocks: set[tuple[str, str]] = field(default_factory=set)

    def may_act(self, carer: str, owner: str, scope: str, at: datetime) -> bool:
        return any(
            (one.carer, one.owner) == (carer, owner) and scope in one.scopes and one.counts(at)
            for one in self.grants.values()
        )

    def between(self, owner: str, carer: str, at: datetime) -> bool:
        return any((one.owner, one.carer) == (owner, carer) and one.runs(at) for one in self.grants.values())

    def seen_grants(self, who: str, at: datetime) -> set[int]:
        return {key for key, one in self.grants.items() if who in (one.owner, one.carer) and one.runs(at)}

    def reads_team(self, who: str, team: Team, at: datetime) -> bool:
        """Whether somebody reads there for her practice: who reads what is about health, while it counts."""
        reads = {place for place, role in self.works.get(who, {}).items() if role in ("owner", "responder")}
        return team.counts(at) and bool(reads & team.practices)

    def writes_team(self, who: str, team: Team, at: datetime) -> bool:
        return self.reads_team(who, team, at) and "responder" in self.works[who].values()

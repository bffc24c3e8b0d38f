"""News about emergency accesses, reports and what came of them. Nothing here names a reporter to anybody else."""

from dataclasses import dataclass, field

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class EmergencyOpened(Event):
    """What `persona_id` wrote could be read under this access, and the persona is now to hear of it."""

    access_id: int
    persona_id: int


@dataclass(frozen=True)
class CaseOpened(Event):
    """Something waits at a desk: the stewards' of a space, or (`space_id` None) the site's moderators'."""

    case_id: int
    space_id: int | None
    about_id: int


@dataclass(frozen=True)
class Decided(Event):
    """One press was decided on: `persona_ids` are met by it, one each of `act_ids`."""

    act_ids: list[int] = field(default_factory=list)
    persona_ids: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class ReportsAnswered(Event):
    """What these personas reported was looked at, one each of `report_ids`."""

    report_ids: list[int] = field(default_factory=list)
    persona_ids: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Appealed(Event):
    """An act waits for a second look: for who works at that desk, but not who acted."""

    act_id: int
    space_id: int | None
    acted_by: int
    about_id: int


@dataclass(frozen=True)
class AppealAnswered(Event):
    """The second look was taken, or an act was taken back before anybody asked."""

    act_id: int
    persona_id: int

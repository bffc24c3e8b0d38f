"""Telling of reports: authors what was decided, reporters that somebody looked, and desks that something waits."""

from collections.abc import Iterable

from bedside.areas.moderation.events import AppealAnswered, Appealed, CaseOpened, Decided, ReportsAnswered
from bedside.areas.notify.actions import tell
from bedside.areas.notify.models import NoticeKind
from bedside.areas.people import queries as people
from bedside.areas.spaces.queries import steward_ids
from bedside.kit.clock import now
from bedside.kit.outbox import listen
from bedside.policy.permissions import RIGHTS


@listen(CaseOpened)
def on_case_opened(event: CaseOpened) -> None:
    """Tell who works at the desk, once a day for each desk; never whom it is about."""
    told = set(_at_desk(event.space_id)) - {event.about_id}
    tell(told, kind=NoticeKind.AT_DESK, actor_id=0, cause=f"desk:{event.space_id or 0}:{now():%Y%m%d}")


@listen(Decided)
def on_decided(event: Decided) -> None:
    """Tell whom an act meets, once an act. No block, mute or suspension keeps it back."""
    for act_id, persona_id in zip(event.act_ids, event.persona_ids, strict=True):
        tell([persona_id], kind=NoticeKind.DECIDED, actor_id=0, cause=f"act:{act_id}")


@listen(ReportsAnswered)
def on_reports_answered(event: ReportsAnswered) -> None:
    """Tell reporters that somebody looked, once a report. What was done is on their own page."""
    for report_id, persona_id in zip(event.report_ids, event.persona_ids, strict=True):
        tell([persona_id], kind=NoticeKind.REPORTED, actor_id=0, cause=f"report:{report_id}")


@listen(Appealed)
def on_appealed(event: Appealed) -> None:
    """Tell who may take the second look, once an appeal: the desk, and the site's moderators for a steward's act."""
    told = {*_at_desk(event.space_id), *_at_desk(None)} - {event.about_id, event.acted_by}
    tell(told, kind=NoticeKind.AT_DESK, actor_id=0, cause=f"appeal:{event.act_id}")


@listen(AppealAnswered)
def on_appeal_answered(event: AppealAnswered) -> None:
    """Tell whom the act meets that the second look is done, once an act."""
    tell([event.persona_id], kind=NoticeKind.SECOND_LOOK, actor_id=0, cause=f"second:{event.act_id}")


def _at_desk(space_id: int | None) -> Iterable[int]:
    return steward_ids(space_id) if space_id is not None else people.staff_ids(RIGHTS["look at reports"])

"""Reporting something. Reports of one thing fold into one case while it waits."""

import json
from dataclasses import dataclass

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.moderation.actions.words import sealed, tidy
from bedside.areas.moderation.care import flagged
from bedside.areas.moderation.events import CaseOpened
from bedside.areas.moderation.models import Case, Report
from bedside.areas.moderation.queries import things
from bedside.areas.moderation.queries.things import Found
from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.ids import made_at
from bedside.kit.outbox.actions import publish
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy.limits import REPORTS
from bedside.policy.moderation import likeness
from bedside.policy.moderation.cases import WAITING, State
from bedside.policy.moderation.reasons import CARE, Desk, Thing, desk_of, main_reason, reasons_for
from bedside.policy.moderation.spam import is_new

FOLDED = "reports of one thing fold into one case, whoever made them"


@dataclass(frozen=True)
class Reported:
    """What became of a report: `care` tells that people on duty have it now, `report_id` which can be taken back."""

    care: bool
    report_id: int | None = None


@transaction.atomic
def report(*, by: Viewer, kind: str, key: str, reason: str, words: str = "") -> Reported:
    """Report a post or a message (by id), a persona (by handle) or a space (by slug). Pressing twice is once.

    Raises NotHere for what `by` can't see, Refused for an unknown reason or too many words, TooManyTries.
    """
    thing = things.found(by, kind, key)
    if reason not in {one.code for one in reasons_for(thing.kind)}:
        raise Refused("Choose one of the reasons.", code="no_such_reason", field="reason")
    words = tidy(words, field="words", needed="Say what is wrong, in a few words." if reason == "other" else "")
    limits.require(REPORTS, value=str(by.persona_id))
    if flagged(by=by, kind=thing.kind, subject_id=thing.id, reason=reason):
        record("report.care", by=by.persona_id, about=(thing.kind.value, thing.id), reason_code=reason)
        return Reported(care=True)
    with as_system(FOLDED):
        case = _case_of(thing, reason)
        added = _add(case, by=by, reason=reason, words=words)
    record("report", by=by.persona_id, about=("case", case.id), reason_code=reason)
    return Reported(care=reason in CARE, report_id=None if reason in CARE else added)


@transaction.atomic
@as_system("what the site holds back by itself waits at the desk of the space")
def open_alone(*, thing: Found, reason: str) -> None:
    """Open a case that nobody reported: a post that waits for a look by itself."""
    case = _case_of(thing, reason, alone=True)
    record("report.alone", by=None, about=("case", case.id), reason_code=reason)


def _case_of(thing: Found, reason: str, *, alone: bool = False) -> Case:
    """Return the waiting case of a thing, made if there is none, with what this reporter could read."""
    desk = desk_of(reason, thing=thing.kind, place=thing.place)
    start = {
        "about_id": thing.about_id,
        "space_id": thing.space_id,
        "open_to_all": thing.open_to_all,
        "desk": desk,
        "reason": reason,
        "alone": alone,
    }
    waiting = Case.objects.select_for_update().filter(state__in=sorted(WAITING))
    case, _new = waiting.get_or_create(kind=thing.kind, subject_id=thing.id, defaults=start)
    case.snapshot_sealed = sealed(json.dumps(thing.shown), case.snapshot_place, owner_id=thing.key_owner_id)
    case.alike = alike(thing)
    if desk is Desk.MODERATOR and case.desk != desk:
        _hand_up(case)
    if alone or reason in CARE:
        tell_desk(case)
    case.save()
    return case


def _hand_up(case: Case) -> None:
    """Let a graver reason take the whole case to the site's desk; nothing takes it back. Who had it can't decide it."""
    case.desk, case.state = Desk.MODERATOR, State.OPEN
    case.claimed_by, case.claimed_account, case.claimed_at = None, None, None
    case.told = False  # the other desk has not heard of it


def tell_desk(case: Case) -> None:
    """Tell a desk of a case, once; the caller saves it. Of a report nobody hears while it can be taken back."""
    if not case.told:
        publish(CaseOpened(case_id=case.id, space_id=_desk_space(case), about_id=case.about_id))
    case.told = True


def _desk_space(case: Case) -> int | None:
    return case.space_id if case.desk == Desk.STEWARD else None


def alike(thing: Found) -> list[int]:
    """Return the numbers by which look-alikes are found; what somebody wrote in private is compared with nothing."""
    if thing.kind is Thing.MESSAGE:
        return []
    new = bool(thing.about_id) and is_new(now() - made_at(thing.about_id))
    return sorted(likeness.keys(thing.plain, new_author=new, secret=vault().index("likeness", "texts")))


def _add(case: Case, *, by: Viewer, reason: str, words: str) -> int | None:
    """Add a report, and return its id; None where she has reported it before."""
    row = Report(case_id=case.id, reporter_id=by.persona_id, reason=reason)
    row.words_sealed = sealed(words, row.words_place, owner_id=by.persona_id)
    if Report.objects.filter(case_id=case.id, reporter_id=by.persona_id).exists():
        return None
    row.save(force_insert=True)
    reasons = list(Report.objects.filter(case_id=case.id).values_list("reason", flat=True))
    case.reason = main_reason({code: reasons.count(code) for code in reasons})
    case.save(update_fields=["reason"])
    return row.id

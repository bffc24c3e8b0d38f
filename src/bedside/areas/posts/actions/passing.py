"""Past the guard, or not: the author's second press and the author's word are kept, never the text."""

from datetime import timedelta

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import asking, gate
from bedside.areas.posts.models import Confirmation
from bedside.areas.posts.target import Target
from bedside.areas.posts.words import Words
from bedside.kit.clock import now
from bedside.policy.guard import Report, carried

CONFIRM_WITHIN = timedelta(hours=12)


def pass_gate(
    by: Viewer,
    words: Words,
    target: Target,
    report: Report,
    *,
    confirmed: bool = False,
    agreed: bool = False,
    released: bool = False,
) -> None:
    """Return when the text may be published; raise HeldBack otherwise.

    `released` tells that a permission or a declaration lets this text through, whatever was found; but not what was
    carried out of a channel (B65).
    """
    rules = sorted({finding.rule for finding in report.findings})
    if released and not carried.is_refused(report):
        record("guard.released", by=by.persona_id, verdict=report.verdict, rules=rules)
        return
    if report.verdict in ("pass", "advise"):
        return
    told = gate.facts(by=by, space=target.space, audience=target.audience, answered=target.answered)
    reply_id = target.reply_to.id if target.reply_to else None
    mark = words.fingerprint(audience=target.audience, space_id=target.space.id, reply_to_id=reply_id)
    row = asking.row_of(by, report, told, agreed=agreed)
    if row is not None and row.tightened and row.decision == "deny":
        record("guard.held_back", by=by.persona_id, verdict=report.verdict, rules=rules)
        raise gate.held_back(report, row)  # this site lets nobody publish it, by a second press no more than else
    if report.verdict == "confirm":
        if confirmed and _was_asked(by, mark):
            record("guard.confirmed", by=by.persona_id, rules=rules)
            return
        _ask(by, mark)
    if agreed and asking.may_agree(by, report, told):
        record("guard.agreed", by=by.persona_id, rules=rules)
        return
    record("guard.held_back", by=by.persona_id, verdict=report.verdict, rules=rules)
    raise gate.held_back(report, row)


def _ask(by: Viewer, mark: bytes) -> None:
    Confirmation.objects.update_or_create(persona_id=by.persona_id, text_hash=mark, defaults={"asked_at": now()})


def _was_asked(by: Viewer, mark: bytes) -> bool:
    """Take back the question about exactly this text, if it was asked; a confirmation counts once."""
    recent = now() - CONFIRM_WITHIN
    gone, _ = Confirmation.objects.filter(persona_id=by.persona_id, text_hash=mark, asked_at__gte=recent).delete()
    return gone > 0

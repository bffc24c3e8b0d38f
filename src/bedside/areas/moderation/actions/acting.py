"""Deciding: acting on cases or leaving things as they are, one or a whole flood in one press; and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from bedside.areas.audit.actions import record, record_each
from bedside.areas.moderation.actions.claiming import own, role_at
from bedside.areas.moderation.actions.effects import take_back, take_effect
from bedside.areas.moderation.actions.words import Sealer, sealers, tidy
from bedside.areas.moderation.events import AppealAnswered, Decided, ReportsAnswered
from bedside.areas.moderation.models import Act, Case, Report
from bedside.areas.moderation.queries.hands import SEEN_BY_ROLE, desks_of, hand_of, hands_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import actions as posting
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import new_id
from bedside.kit.outbox.actions import publish
from bedside.kit.viewing import as_system
from bedside.policy.moderation import acts
from bedside.policy.moderation.cases import State, Step, after
from bedside.policy.moderation.reasons import Thing

WRITES = "a decision is written for whom it meets, and for who reported"


@dataclass(frozen=True)
class Choice:
    """What is decided: an act of `policy.moderation.acts`, why, for how many days, and words to the author."""

    act: str
    reason: str
    days: int = 0
    words: str = ""


@transaction.atomic
def act(*, by: Viewer, case_id: int, choice: Choice) -> int:
    """Act on a case that `by` has claimed, and return the number of the press. Author and reporters are told.

    Raises NotHere, `Taken`, and Refused for an act that `by` can't do here, a reason that fits none, or other days.
    """
    case = own(by, case_id)
    checked(by, [case], choice)
    return decide_together(by=by, cases=[case], choice=choice)


@transaction.atomic
def dismiss(*, by: Viewer, case_id: int) -> None:
    """Leave the thing of a claimed case as it is; what the site held back by itself comes out. Raises as `act` does."""
    case = own(by, case_id)
    dismiss_together(by=by, cases=[case])


@transaction.atomic
def lift(*, by: Viewer, act_id: int) -> None:
    """Take an act back before anybody asks for it; raise NotHere for who does not work at its desk."""
    with as_system(SEEN_BY_ROLE):
        row = Act.objects.select_for_update().filter(id=act_id, lifted_at=None).first()
        if row is None or not acts.handles(hand_of(by, row)):
            raise NotHere
    lift_rows(by=by, rows=[row], step=Step.LIFT)
    record("act.lift", by=by.persona_id, role=row.desk, about=("act", row.id), subject=row.about_id)
    publish(AppealAnswered(act_id=row.id, persona_id=row.about_id))


def checked(by: Viewer, cases: Sequence[Case], choice: Choice) -> datetime | None:
    """Return when the act ends. Raises Refused where it can't be done to one of these cases, or is not whole."""
    if choice.act not in acts.ACTS:
        raise Refused("Choose what to do.", code="no_such_act", field="act")
    if not acts.reason_fits(choice.reason):
        raise Refused("Choose the reason that the author reads.", code="no_such_reason", field="reason")
    for case, hand in zip(cases, hands_of(by, cases, desks=desks_of(by)), strict=True):
        if not acts.may_act(choice.act, hand=hand, thing=Thing(case.kind)):
            raise Refused("You can't do that here.", do="Choose another act.", code="not_this_act", field="act")
    try:
        return acts.until(choice.act, at=now(), days=choice.days)
    except ValueError as error:
        raise Refused("Choose for how many days.", code="no_such_days", field="days") from error


@as_system(WRITES)
def decide_together(
    *, by: Viewer, cases: Sequence[Case], choice: Choice, close: bool = True, batch: int | None = None
) -> int:
    """Act on checked cases, set-wise, and return the number of the press: `batch` where it is a part of one."""
    words, moment = tidy(choice.words, field="words"), now()
    batch = new_id() if batch is None else batch
    ends = acts.until(choice.act, at=moment, days=choice.days)
    keyed = sealers(case.about_id for case in cases)
    rows = [
        _row(by, case, choice, batch=batch, ends=ends, words=words, keyed=keyed[case.about_id])
        for case in _once(cases, choice)
    ]
    _let_out(by, cases)
    posts, people = [case.subject_id for case in cases if case.kind == Thing.POST], [case.about_id for case in cases]
    take_effect(by=by, act=choice.act, reason=choice.reason, post_ids=posts, persona_ids=people, until=ends)
    Act.objects.bulk_create(rows)
    record_each(
        f"act.{choice.act}",
        by=by.persona_id,
        role=role_at(cases[0]),
        about=[("act", row.id) for row in rows],
        subjects=[row.about_id for row in rows],
        reason_code=choice.reason,
    )
    if close:
        _close(cases, Step.ACT)
    publish(Decided(act_ids=[row.id for row in rows], persona_ids=[row.about_id for row in rows]))
    return batch


@as_system(WRITES)
def dismiss_together(*, by: Viewer, cases: Sequence[Case]) -> None:
    """Leave things as they are, set-wise."""
    _let_out(by, cases)
    record_each(
        "case.dismiss",
        by=by.persona_id,
        role=role_at(cases[0]),
        about=[("case", case.id) for case in cases],
        subjects=[None for _case in cases],
    )
    _close(cases, Step.DISMISS)


@as_system(WRITES)
def lift_rows(*, by: Viewer, rows: Sequence[Act], step: Step) -> None:
    """Take acts back, with everything they did; their cases are overturned."""
    take_back(by=by, acts=rows)
    Act.objects.filter(id__in=[row.id for row in rows]).update(lifted_at=now(), lifted_by=by.persona_id)
    for state in (State.ACTED, State.UPHELD, State.APPEALED):
        then = after(state, step)
        if then is not None:
            Case.objects.filter(id__in=[row.case_id for row in rows], state=state).update(state=then)


def _let_out(by: Viewer, cases: Sequence[Case]) -> None:
    """Let out what the site held back by itself: a person has looked at it now."""
    posting.lift(by=by, post_ids=[case.subject_id for case in cases if case.alone], act="hold")


def _once(cases: Sequence[Case], choice: Choice) -> list[Case]:
    """Return one case for each that the act meets: a person with ten posts in a flood is limited once."""
    if acts.ACTS[choice.act].on_posts:
        return list(cases)
    return list({case.about_id: case for case in cases}.values())


def _row(
    by: Viewer, case: Case, choice: Choice, *, batch: int, ends: datetime | None, words: str, keyed: Sealer
) -> Act:
    row = Act(
        case_id=case.id,
        batch_id=batch,
        act=choice.act,
        reason=choice.reason,
        desk=case.desk,
        about_id=case.about_id,
        post_id=case.subject_id if case.kind == Thing.POST and acts.ACTS[choice.act].on_posts else None,
        space_id=case.space_id,
        by_id=by.persona_id,
        by_account=by.account_id,
        ends_at=ends,
    )
    row.words_sealed = keyed(words, row.words_place) if words else None
    return row


def _close(cases: Sequence[Case], step: Step) -> None:
    ids = [case.id for case in cases]
    froms = [state for state in State if after(state, step) is not None]
    then = after(froms[0], step)
    Case.objects.filter(Q(state__in=froms), id__in=ids).update(state=then, decided_at=now())
    answered = list(Report.objects.filter(case_id__in=ids).values_list("id", "reporter_id"))
    if answered:
        publish(ReportsAnswered(report_ids=[one for one, _ in answered], persona_ids=[who for _, who in answered]))

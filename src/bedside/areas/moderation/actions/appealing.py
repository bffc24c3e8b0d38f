"""A second look: asked for once by whom an act meets, taken by somebody else than who acted."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.moderation import queries
from bedside.areas.moderation.actions.acting import lift_rows
from bedside.areas.moderation.actions.words import sealed, tidy
from bedside.areas.moderation.events import AppealAnswered, Appealed
from bedside.areas.moderation.models import Act, Appeal, Case
from bedside.areas.moderation.queries.appeals import second_look
from bedside.areas.moderation.queries.hands import SEEN_BY_ROLE, desks_of
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import publish
from bedside.kit.viewing import as_system
from bedside.policy.moderation.cases import State, Step, after
from bedside.policy.moderation.reasons import Desk
from bedside.policy.permissions import MODERATOR, STEWARD


@transaction.atomic
def appeal(*, by: Viewer, act_id: int, words: str) -> None:
    """Ask for a second look at an act that meets `by`.

    Raises NotHere for any other act, Refused for no words, a second time, and when 14 days are over.
    """
    with as_system(SEEN_BY_ROLE):
        Act.objects.select_for_update().filter(id=act_id).first()
    decision = queries.decision(by, act_id)
    act = decision.act
    if not decision.can_appeal:
        raise Refused("This can't be looked at again.", do=decision.told.way, code="no_appeal")
    words = tidy(words, field="words", needed="Say why you see it differently.")
    row = Appeal(act_id=act.id, by_id=by.persona_id, acted_account=act.by_account)
    row.words_sealed = sealed(words, row.place("words_sealed"), owner_id=act.about_id) or b""
    with as_system("an appeal moves its case"):
        row.save(force_insert=True)
        _move(act.case_id, Step.APPEAL)
    record("act.appeal", by=by.persona_id, about=("act", act.id), subject=act.about_id)
    space_id = act.space_id if act.desk == Desk.STEWARD else None
    publish(Appealed(act_id=act.id, space_id=space_id, acted_by=act.by_id, about_id=act.about_id))


@transaction.atomic
def decide(*, by: Viewer, act_id: int, upheld: bool, words: str) -> None:
    """Answer an appeal: it stays so, or it is taken back at once. Its author reads `words`.

    Raises NotHere for who acted, whom it meets, and who works at another desk; Refused for no words.
    """
    with as_system(SEEN_BY_ROLE):
        if not Appeal.objects.select_for_update().filter(act_id=act_id).exists():
            raise NotHere
    found = second_look(by, act_id)
    row, act = found.appeal, found.act
    words = tidy(words, field="words", needed="Say why, in a few words. The author reads them.")
    row.answer_sealed = sealed(words, row.place("answer_sealed"), owner_id=act.about_id)
    row.decided_by, row.decided_account, row.decided_at, row.upheld = by.persona_id, by.account_id, now(), upheld
    with as_system("an answer to an appeal"):
        row.save()
        if upheld:
            _move(act.case_id, Step.UPHOLD)
        else:
            lift_rows(by=by, rows=[act], step=Step.OVERTURN)
    role = STEWARD if act.desk == Desk.STEWARD and act.space_id in desks_of(by).spaces else MODERATOR
    record("act.decide", by=by.persona_id, role=role, about=("act", act.id), subject=act.about_id, upheld=upheld)
    publish(AppealAnswered(act_id=act.id, persona_id=act.about_id))


def _move(case_id: int, step: Step) -> None:
    """Move a case along with one of its acts, where the step fits: a case may have several."""
    case = Case.objects.filter(id=case_id).first()
    then = after(State(case.state), step) if case is not None else None
    if then is not None:
        Case.objects.filter(id=case_id).update(state=then)

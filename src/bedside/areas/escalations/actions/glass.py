"""Breaking the glass (E5): two trained people agree that somebody is told the fewest words that can save a life.

The site calls nobody: one of the two does, by telephone. What was passed on is kept sealed, and the author is told
afterwards, unless that would put her in danger.
"""

from django.db import transaction

from bedside.areas.escalations.actions.steps import WHY, MovedOn, log, move, settle
from bedside.areas.escalations.events import GlassTold
from bedside.areas.escalations.models import Escalation, Glass
from bedside.areas.escalations.queries import access, duty
from bedside.areas.people import persons
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import publish
from bedside.kit.texts import taken
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy.break_glass import ANSWER_WITHIN, Accounts, is_second_person, still_stands
from bedside.policy.escalation import Klass, State, Who, may_break

REASONS = ("plan", "imminent")
FEWEST_WORDS = 600  # characters: the least that helps, never the story


class AuthorAnswered(MovedOn):
    """The author wrote after the request: what it rests on is no longer so."""

    code = "author_answered"
    what = "The author has answered since."
    do = "Read the answer first. If a life is still in danger, ask again."


@transaction.atomic
def break_glass(
    *, by: Viewer, escalation_id: int, reason: str, to: str, words: str, unreachable: bool = False, told: bool = True
) -> int:
    """Ask a second trained person to agree; return the request's id. Nothing happens by asking.

    `words` are what is to be passed on, `unreachable` is the asker's word that the author was tried and does not
    answer. Raises NotHere for who may not, Refused for what is missing, MovedOn where the glass can't be broken.
    """
    row = access.for_duty(by, escalation_id, lock=True)
    if not duty.trained(by):
        raise NotHere
    if not may_break(Klass(row.klass), State(row.state)):
        raise MovedOn
    _fits(reason=reason, to=to, unreachable=unreachable)
    key_no = key_no_of(row.author_id)
    if key_no is None:
        raise NotHere
    one = Glass(escalation_id=row.id, author_id=row.author_id, reason=reason, to=to, told=told)
    one.asked_by, one.asked_account, one.asked_at = by.persona_id, by.account_id, now()
    told_words = taken(words, field="words", name="What is passed on", at_most=FEWEST_WORDS, at_least=1)
    one.sealed = vault().seal(told_words, one.place(), key_no=key_no)
    with as_system(WHY):
        one.save(force_insert=True)
    log("escalation.glass_asked", row, by=by, who=Who.TWO, reason=reason)
    return one.id


def _fits(*, reason: str, to: str, unreachable: bool) -> None:
    if reason not in REASONS:
        raise Refused("Choose one of the reasons.", code="no_such_reason", field="reason")
    if to not in Glass.To.values:
        raise Refused("Choose who is to be told.", code="no_such_choice", field="to")
    if not unreachable:
        what = "Try to reach the author first."
        raise Refused(what, do="Say that you tried, and got no answer.", code="try_first", field="unreachable")


@transaction.atomic
def agree_glass(*, by: Viewer, glass_id: int) -> None:
    """Agree as the second person, within ten minutes; raise NotHere for who can't be that one.

    MovedOn where it is over or was handed on since, AuthorAnswered where the author wrote after the request.
    """
    one, row = _to_answer(by, glass_id)
    if not may_break(Klass(row.klass), State(row.state)):
        raise MovedOn
    answered_at = access.answered_at([row.id]).get(row.id)
    if not still_stands(asked_at=one.asked_at, answered_at=answered_at):
        raise AuthorAnswered
    one.agreed_at = now()
    _answered(one, by)
    move(row, State.GLASS, who=Who.TWO, reason=one.reason, by=by)
    settle(row)
    if one.told:
        publish(GlassTold(glass_id=one.id, escalation_id=row.id, author_id=row.author_id))


@transaction.atomic
def decline_glass(*, by: Viewer, glass_id: int) -> None:
    """Say no; raise NotHere as `agree_glass` does."""
    one, row = _to_answer(by, glass_id)
    one.declined_at = now()
    _answered(one, by)
    log("escalation.glass_declined", row, by=by, who=Who.TWO, reason=one.reason)


def _to_answer(by: Viewer, glass_id: int) -> tuple[Glass, Escalation]:
    """Return an open request and its escalation, both locked, to a trained person who is neither asker nor author."""
    if not duty.trained(by):
        raise NotHere
    with as_system(WHY):
        waits = Glass.objects.filter(id=glass_id, agreed_at=None, declined_at=None, asked_at__gt=now() - ANSWER_WITHIN)
        one = waits.select_for_update().first()
        row = Escalation.objects.select_for_update().filter(id=one.escalation_id).first() if one is not None else None
    if one is None or row is None:
        raise NotHere
    accounts = Accounts(member=persons.account_of(one.author_id), asker=one.asked_account, second=by.account_id)
    if not is_second_person(accounts):
        raise NotHere
    return one, row


def _answered(one: Glass, by: Viewer) -> None:
    one.second_by, one.second_account = by.persona_id, by.account_id
    with as_system(WHY):
        one.save()

"""Asking colleagues to vouch, answering, and what follows: level P while three vouches count.

Who is asked is told so and answers in private. The asker learns how many said yes; a no looks like no answer yet.
"""

from datetime import datetime, timedelta

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials.actions.granting import Facts, issue
from bedside.areas.credentials.events import VouchAsked, VouchedChanged
from bedside.areas.credentials.models import Credential, Vouch, VouchRound
from bedside.areas.credentials.queries import vouch as queries
from bedside.areas.people import names
from bedside.areas.people import queries as people
from bedside.areas.people.actions import limits
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.forgetting import forgets
from bedside.kit.outbox.actions import publish
from bedside.kit.viewing import as_system
from bedside.policy.directory import places
from bedside.policy.limits import VOUCHES
from bedside.policy.verification import vouching as rules


@transaction.atomic
def begin_vouching(*, by: Viewer, profession: str, specialty: str) -> VouchRound:
    """Begin to ask colleagues, for the persona that speaks; raise NotAllowed, or Refused with the field."""
    standing = queries.vouching(by)
    if not standing.may_begin:
        raise NotAllowed(standing.why_not, code="no_vouching")
    work = names.clean_line(profession, field="profession", longest=80)
    field = places.specialty_of(names.clean_line(specialty, field="specialty", longest=80))
    for name, words in (("profession", work), ("specialty", field)):
        if not any(sign.isalpha() for sign in words):
            raise Refused("Write this in a word or two.", code="missing", field=name)
    row = VouchRound.objects.create(persona_id=by.persona_id, profession=work, specialty=field)
    record("vouching.begun", by=by.persona_id, about=("vouching", row.id))
    return row


@transaction.atomic
def ask_to_vouch(*, by: Viewer, voucher_id: int) -> Vouch:
    """Ask a colleague whom `by` can see. Asking the same one again changes nothing.

    Raises Refused `no_voucher` in the same words for everybody who can't vouch, whatever the reason.
    """
    row = _open_round(by)
    before = Vouch.objects.filter(round=row, voucher_id=voucher_id).first()
    if before is not None:
        return before
    limits.require(VOUCHES, value=str(by.persona_id))
    recent = Vouch.objects.filter(asker_id=by.persona_id, round__reached_at=None, asked_at__gt=now() - rules.DAYS)
    if recent.count() >= rules.ASKED_AT_MOST:
        what = f"You have asked {rules.ASKED_AT_MOST} colleagues. More can't be asked this time."
        raise Refused(what, code="asked_enough", field="handle")
    colleague = next(iter(people.personas(by, [voucher_id])), None)
    if colleague is None or not rules.may_vouch(_seen(by, colleague), specialty=row.specialty):
        raise no_voucher()
    made = Vouch.objects.create(round=row, asker_id=by.persona_id, voucher_id=voucher_id)
    publish(VouchAsked(vouch_id=made.id, asker_id=by.persona_id, voucher_id=voucher_id))
    record("vouch.asked", by=by.persona_id, about=("vouch", made.id), subject=by.persona_id)
    return made


def no_voucher() -> Refused:
    """Return the one answer for everybody who can't vouch: unknown, not checked, of another field, or oneself."""
    what = "Nobody with this handle can vouch for you."
    do = "It must be a colleague whose licence was checked here, and who works in the same field."
    return Refused(what, do=do, code="no_voucher", field="handle")


@transaction.atomic
def answer_vouch(*, by: Viewer, vouch_id: int, says_yes: bool) -> None:
    """Answer an asking, once; raise NotHere for what was not asked of `by`, NotAllowed where `by` can't vouch now."""
    row = _asked_of(by, vouch_id)
    if row.state != Vouch.State.ASKED or now() - row.asked_at > rules.OPEN_FOR:
        raise NotHere
    if says_yes and not _may_say_yes(by, row):
        what = "You can't vouch for somebody now."
        raise NotAllowed(what, do="It needs your own checked licence, in the same field of work.", code="no_vouching")
    row.state, row.answered_at = Vouch.State.YES if says_yes else Vouch.State.NO, now()
    row.save(update_fields=["state", "answered_at"])
    record("vouch.answered", by=by.persona_id, about=("vouch", row.id), subject=by.persona_id)
    settle(row.round_id)


@transaction.atomic
def withdraw_vouch(*, by: Viewer, vouch_id: int) -> None:
    """Take a yes back; the level of who was vouched for ends when fewer than three are left. Raise NotHere."""
    row = _asked_of(by, vouch_id)
    if row.state != Vouch.State.YES:
        raise NotHere
    row.state, row.answered_at = Vouch.State.WITHDRAWN, now()
    row.save(update_fields=["state", "answered_at"])
    record("vouch.withdrawn", by=by.persona_id, about=("vouch", row.id), subject=by.persona_id)
    settle(row.round_id)


@transaction.atomic
def end_vouching(*, by: Viewer) -> None:
    """Stop asking; a level that colleagues gave before stays. Raise NotHere where nothing was begun."""
    row = _open_round(by)
    _end(row, at=now())
    record("vouching.ended", by=by.persona_id, about=("vouching", row.id))


@as_system("the vouches of several people decide about one level")
def settle(round_id: int) -> None:
    """Give or end the level of a round by the vouches that count now. The caller is in a transaction."""
    row = VouchRound.objects.select_for_update().filter(id=round_id, ended_at=None).first()
    if row is None:
        return
    reached = rules.is_reached(queries.yeses(row))
    if reached and row.reached_at is None:
        _give(row)
    elif not reached and row.reached_at is not None:
        _end(row, at=now())
        record("vouching.too_few", by=None, about=("vouching", row.id), subject=row.persona_id)
        publish(VouchedChanged(persona_id=row.persona_id, round_id=row.id, reached=False))


def settle_all() -> int:
    """Look at every level that rests on vouches once more, and return how many: badges are lost without a word here."""
    with as_system("the vouches of several people decide about one level"):
        ids = list(VouchRound.objects.filter(ended_at=None, reached_at__isnull=False).values_list("id", flat=True))
        for round_id in ids:
            with transaction.atomic():
                settle(round_id)
    return len(ids)


@forgets("vouches")
@transaction.atomic
def forget_vouches(days: int) -> None:
    """Forget who was asked and what they said, so long after an asking was over; that it was stays, for it counts."""
    Vouch.objects.filter(round__ended_at__lt=now() - timedelta(days=days)).delete()


def _give(row: VouchRound) -> None:
    """Give the level: a persona that has another live one by now keeps that."""
    persona = row.persona
    if queries.live_level(persona.id) not in rules.BELOW:
        return
    moment = now()
    facts = Facts(
        level="P",
        profession=row.profession,
        specialty=row.specialty,
        checked_by=0,
        proof="vouches",
        proved_at=moment,
        valid_until=moment + rules.DAYS,
    )
    VouchRound.objects.filter(persona=persona, ended_at=None, reached_at__isnull=False).update(ended_at=moment)
    row.reached_at, row.credential_id = moment, issue(persona, facts).id
    row.save(update_fields=["reached_at", "credential_id"])
    record("vouching.reached", by=None, about=("vouching", row.id), subject=persona.id)
    publish(VouchedChanged(persona_id=persona.id, round_id=row.id, reached=True))


def _end(row: VouchRound, *, at: datetime) -> None:
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    live = Credential.objects.filter(id=row.credential_id or 0, level="P", revoked_at=None)
    live.update(revoked_at=at, revoked_reason="vouches")


def _open_round(by: Viewer) -> VouchRound:
    rows = VouchRound.objects.select_for_update().filter(persona_id=by.persona_id, ended_at=None, reached_at=None)
    row = rows.first()
    if row is None or not by.confirmed:
        raise NotHere
    return row


def _asked_of(by: Viewer, vouch_id: int) -> Vouch:
    row = Vouch.objects.select_for_update(of=("self",)).filter(id=vouch_id, voucher_id=by.persona_id).first()
    if row is None or not by.confirmed:
        raise NotHere
    return row


def _may_say_yes(by: Viewer, row: Vouch) -> bool:
    with as_system("whom somebody is asked to vouch for"):
        asked = VouchRound.objects.filter(id=row.round_id, ended_at=None).select_related("persona").first()
    if asked is None:
        return False
    me = people.own_persona(by, by.persona_id)
    seen = queries.colleague(me, same_account=me.account_id == asked.persona.account_id)
    return rules.may_vouch(seen, specialty=asked.specialty)


def _seen(by: Viewer, colleague: Persona) -> rules.Colleague:
    return queries.colleague(colleague, same_account=colleague.account_id == by.account_id)

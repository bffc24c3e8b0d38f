"""Identity codes: a team gives them, a patient uses one. Whatever is wrong with a code, the answer is the same."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.messaging.models import Channel, IdentityCode
from bedside.areas.messaging.models.code import LONGEST_RECORD
from bedside.areas.people.actions import limits
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries import roles_in, with_doors
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.forgetting import forgets
from bedside.kit.texts import taken_line
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy.limits import CODE_TRIES, CODE_TRIES_NETWORK
from bedside.policy.practice import codes as rules
from bedside.policy.practice.roles import Right, may

HASH = "identity code"


@transaction.atomic
def make_code(*, by: Viewer, practice_id: int, record_of: str, way: str) -> str:
    """Make a code for one record of a practice and return it: the one time that anybody sees it.

    Raises NotHere for who may not give codes there, Refused for an empty reference or an unknown way.
    """
    _giver(by, practice_id)
    reference = taken_line(
        record_of, field="record_of", name="The reference of the record", at_most=LONGEST_RECORD, at_least=1
    )
    if way not in rules.WAYS:
        raise Refused("Say how your patient gets the code.", code="way", field="way")
    code, moment = rules.made_of(secrets.token_bytes(rules.RANDOM_BYTES)), now()
    row = IdentityCode(practice_id=practice_id, way=way, maker_id=by.persona_id, made_at=moment)
    row.hash, row.expires_at = hashed(practice_id, code), moment + rules.LIVES
    row.record_sealed = vault().seal(reference, row.place())
    row.save(force_insert=True)
    record("code.made", by=by.persona_id, role="team", about=("code", row.id), way=way)
    return code


@transaction.atomic
def withdraw_code(*, by: Viewer, practice_id: int, code_id: int) -> None:
    """Make a code void that nobody has used; raise NotHere for every other."""
    _giver(by, practice_id)
    row = IdentityCode.objects.select_for_update().filter(id=code_id, practice_id=practice_id).first()
    if row is None or row.used_at is not None or row.withdrawn_at is not None:
        raise NotHere
    row.withdrawn_at, row.record_sealed = now(), None
    row.save(update_fields=["withdrawn_at", "record_sealed"])
    record("code.withdrawn", by=by.persona_id, role="team", about=("code", row.id))


@contextmanager
def trying(*, by: Viewer, network: str) -> Iterator[None]:
    """Count one try of a code, by account and by network; what is done inside raises `wrong_code` if it was wrong.

    A right one is not counted. Raises TooManyTries after five wrong ones. The caller is in no transaction yet.
    """
    tries = [limits.require(CODE_TRIES, value=str(by.account_id)), limits.require(CODE_TRIES_NETWORK, value=network)]
    yield
    for one in tries:
        limits.give_back(one)


def take_code(*, practice_id: int, typed: str) -> IdentityCode:
    """Take a code for a practice, once, and return its row. The caller is in a transaction, and within `trying`.

    Raises Refused `wrong_code` for every code that does not count here, whatever the reason.
    """
    hash_ = hashed(practice_id, rules.read(typed) or "")
    with as_system("whoever holds a code may use it"):
        open_ones = IdentityCode.objects.filter(practice_id=practice_id, used_at=None, withdrawn_at=None)
        row = open_ones.select_for_update().filter(hash=hash_, expires_at__gt=now()).first()
        if row is None:
            raise wrong_code()
        row.used_at = now()
        row.save(update_fields=["used_at"])
    return row


def practice_of(typed: str) -> int:
    """Return the practice whose code this is, also of one that the holder can't find otherwise; 0 where there is none.

    The caller is within `trying`: every practice's keyed hash of what was typed is looked for at once.
    """
    code = rules.read(typed)
    if code is None:
        return 0
    with as_system("whoever holds a code may use it"):
        hashes = {hashed(one, code): one for one in with_doors()}
        live = IdentityCode.objects.filter(hash__in=hashes, used_at=None, withdrawn_at=None, expires_at__gt=now())
        row = live.order_by("-id").first()
    return row.practice_id if row is not None else 0


def keep_record(channel: Channel, row: IdentityCode) -> None:
    """Let a channel take over what its code was for, under the patient's own key. The caller saves the channel."""
    key_no = key_no_of(channel.patient_id)
    channel.record_sealed = vault().seal(row.record, channel.place(), key_no=key_no)
    row.record_sealed = None
    with as_system("what a code was for goes with the code"):
        row.save(update_fields=["record_sealed"])


def wrong_code() -> Refused:
    """Return the one answer: for a code that nobody made, is over, was used, or belongs to another practice."""
    do = "Check each sign. If it still does not work, ask the practice for a new code."
    return Refused("This code does not open this door.", do=do, code="wrong_code", field="code")


def hashed(practice_id: int, code: str) -> bytes:
    """Return the keyed hash by which a practice's code is found."""
    return vault().index(HASH, f"{practice_id}:{code}")


@forgets("codes")
@transaction.atomic
def forget_codes(days: int) -> None:
    """Drop what a code was for as soon as it is over, and the row so many days later."""
    over = IdentityCode.objects.filter(used_at=None, withdrawn_at=None, expires_at__lte=now())
    over.update(withdrawn_at=now(), record_sealed=None)
    IdentityCode.objects.filter(expires_at__lt=now() - timedelta(days=days)).delete()


def _giver(by: Viewer, practice_id: int) -> None:
    if not (by.confirmed and may(Right.CODES, roles=roles_in(practice_id, by.persona_id))):
        raise NotHere

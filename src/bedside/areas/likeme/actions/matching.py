"""A member lets herself be compared, and stops; each night her profile is looked at again.

What she takes out counts no more at once; what she adds reaches the matching by night, and asks from Monday on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from bedside.areas.audit.actions import record
from bedside.areas.likeme.errors import NotUnderThisName
from bedside.areas.likeme.models import Introduction, MatchPause, MatchProfile, as_data
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.research import let_use, stop_use
from bedside.areas.records.actions.sharing import note_uses
from bedside.areas.records.coursing import from_body as course_of
from bedside.areas.records.errors import Unclear
from bedside.areas.records.illnesses import from_body as illness_of
from bedside.areas.records.queries.research import consented_rows, fields_of
from bedside.areas.vocabulary.queries import meant_by
from bedside.kit.clock import now
from bedside.kit.viewing import as_system
from bedside.policy.conditions import Confidence
from bedside.policy.likeme import AGE_BANDS, PAUSE, PLACES, SYMPTOM_DAYS, Kept, Marked, added, only, profile_of
from bedside.policy.sharing import MATCHING


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a member marked: fields of `sharing.MATCH_FIELDS`, her band of age or "", and two sliders from 1 to 4."""

    fields: tuple[str, ...]
    age: str = ""
    have: int = 2
    when: int = 2


@transaction.atomic
def begin(*, by: Viewer, wish: Wish) -> None:
    """Let these fields be compared, or change which; the press is the grant.

    Raises NotUnderThisName, Unclear, NotAllowed for who is not of age, and Refused beyond a limit.
    """
    if by.kind != "patient":
        raise NotUnderThisName
    _check(wish)
    let_use(by=by, audience=MATCHING, kinds=wish.fields)
    row = MatchProfile.objects.select_for_update().filter(owner_id=by.account_id).first()
    is_new = row is None
    row = row or MatchProfile(owner_id=by.account_id, starts_at=_start_of(by.account_id))
    row.persona_id = by.persona_id
    history = () if is_new else row.history()
    fresh = _fresh(by.account_id, wish.age, have=wish.have, when=wish.when)
    if is_new:
        history = (fresh,)
    else:  # what was taken out counts no more at once; what is new waits for the night
        last = history[-1]
        kept = only(last.profile, wish.fields)
        history = added(history, Marked(at=now(), profile=kept, have=last.have, when=last.when))
    _keep(row, history, wish.age, have=wish.have, when=wish.when, key_no=key_no_of(by.persona_id))
    record("likeme.begin", by=by.persona_id, about=("match_profile", row.id), subject=by.persona_id)


def _check(wish: Wish) -> None:
    if "conditions" not in wish.fields:
        what = "People are compared who have an illness in common."
        raise Unclear(what, do="Mark what you have.", field="fields_marked")
    if (wish.age and wish.age not in AGE_BANDS) or ("age_band" in wish.fields and not wish.age):
        raise Unclear("Say how old you are, or don't mark it.", field="age")
    if wish.have not in PLACES or wish.when not in PLACES:
        raise Unclear("Say how much it matters.", field="have")


def _start_of(account_id: int) -> datetime:
    with as_system("when a new beginning counts"):
        pause = MatchPause.objects.filter(owner_id=account_id, ends_at__gt=now()).first()
    return pause.ends_at if pause else now()


def _keep(row: MatchProfile, history: Iterable[Marked], age: str, *, have: int, when: int, key_no: int | None) -> None:
    said = {"saved": [as_data(one) for one in history], "age": age, "have": have, "when": when}
    row.seal(said, key_no=key_no)
    row.save()


@as_system("what a member let be compared is read for her own profile")
def _fresh(account_id: int, age: str, *, have: int, when: int) -> Marked:
    """What there is to compare of her record now, made coarse."""
    illnesses = [illness_of(row.opened()) for row in consented_rows("conditions", MATCHING, owner_id=account_id)]
    illnesses = [one for one in illnesses if one.confidence is not Confidence.RULED_OUT]
    courses = [course_of(row.opened()) for row in consented_rows("courses", MATCHING, owner_id=account_id)]
    since = now().date() - timedelta(days=SYMPTOM_DAYS)
    symptoms = consented_rows("symptoms", MATCHING, owner_id=account_id).filter(day__gte=since)
    kept = Kept(
        conditions=meant_by((one.text, one.term_id) for one in illnesses),
        courses=meant_by((one.text, one.term_id) for one in courses),
        symptoms=meant_by({(row.opened()["symptom"], None) for row in symptoms}),
        onsets=[one.onset for one in illnesses],
        age=age,
    )
    return Marked(at=now(), profile=profile_of(kept, fields_of(account_id, MATCHING)), have=have, when=when)


@transaction.atomic
def stop(*, by: Viewer) -> None:
    """Stop at once: grant, profile and introductions go. Twice changes nothing."""
    stop_use(by=by, audience=MATCHING)
    forget(by.account_id)
    record("likeme.stop", by=by.persona_id, subject=by.persona_id)


@transaction.atomic
@as_system("who stopped is in nobody's list any more, the other side's introductions neither")
def forget(account_id: int) -> None:
    """Delete what was compared of an account, and its introductions; a new beginning waits. Twice changes nothing."""
    gone, _each = MatchProfile.objects.filter(owner_id=account_id).delete()
    Introduction.objects.filter(Q(owner_id=account_id) | Q(asked_id=account_id)).delete()
    if gone:
        MatchPause.objects.update_or_create(owner_id=account_id, defaults={"ends_at": now() + PAUSE})


@as_system("every profile is made anew from what its owner let be compared")
def refresh() -> int:
    """Make every profile anew, once a day; return how many there are. Whose grant is over is forgotten."""
    used = []
    for account_id in MatchProfile.objects.values_list("owner_id", flat=True).order_by("id"):
        if not fields_of(account_id, MATCHING):
            forget(account_id)
        elif _refresh_one(account_id):
            used.append(account_id)
    note_uses(used, audience=MATCHING, kinds=("matching",))
    MatchPause.objects.filter(ends_at__lt=now()).delete()
    return len(used)


@transaction.atomic
def _refresh_one(account_id: int) -> bool:
    row = MatchProfile.objects.select_for_update().filter(owner_id=account_id).first()
    if row is None:
        return False
    body = row.opened()
    fresh = _fresh(account_id, body["age"], have=body["have"], when=body["when"])
    history = added(row.history(), fresh)
    if history != row.history():
        _keep(row, history, body["age"], have=body["have"], when=body["when"], key_no=key_no_of(row.persona_id))
    return True

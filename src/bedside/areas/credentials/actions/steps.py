"""Steps that several of the actions on claims take."""

from django.db import connection

from bedside.areas.audit.actions import record
from bedside.areas.credentials.events import ClaimMoved
from bedside.areas.credentials.models import Claim, Evidence, Measure
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import new_id
from bedside.kit.outbox.actions import publish
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy.personas import CHECKED_KINDS
from bedside.policy.verification.claims import Actor, NotAStep, Reason, State, step

LOCK = "SELECT pg_advisory_xact_lock(%s)"
HOLDS = ("granted", "due", "suspended")
NEEDS_WORDS = "Write a few words first."


def owner(by: Viewer) -> None:
    """Raise `NotHere` for a persona that can't be verified: the page does not exist for patients."""
    if not by.signed_in or by.kind not in CHECKED_KINDS:
        raise NotHere
    if not by.confirmed:
        what = "Confirm your mail address first."
        raise Refused(what, do="Open the link in the mail that we sent you.", code="unconfirmed")


def own(by: Viewer, claim_id: int) -> Claim:
    """Return a claim of the persona that acts, locked; raise `NotHere` for every other one."""
    owner(by)
    claim = Claim.objects.select_for_update(of=("self",)).filter(id=claim_id, persona_id=by.persona_id).first()
    if claim is None:
        raise NotHere
    return claim


def move(
    claim: Claim, target: State, *, actor: Actor, reason: Reason, by: Viewer | None = None, role: str = ""
) -> None:
    """Take one step of the table, write it down and tell of it; raise `Refused` for a step that is not in the table.

    The claim is locked by the caller, so two presses at once are two steps, and the second is refused.
    """
    try:
        step(claim.state, target, actor=actor, reason=reason)
    except NotAStep as error:
        what = "Your claim has moved on in the meantime." if actor is Actor.OWNER else "This claim has moved on."
        raise Refused(what, do="Look where it stands now.", code="not_a_step") from error
    before, claim.state, claim.reason, claim.entered_at = claim.state, target.value, reason.value, now()
    claim.due_at = claim.clock()
    with as_system("the reviewers, staff and the clock move what is somebody else's claim"):
        claim.save()
    record(
        f"claim.{target.value}",
        by=by.persona_id if by is not None else None,
        role=role,
        about=("claim", claim.id),
        subject=claim.persona_id,
        reason_code=reason.value,
        before=before,
    )
    publish(ClaimMoved(claim.id, claim.persona_id, state=target.value, reason=reason.value, step=new_id()))


def end_earlier(persona_id: int) -> None:
    """End the claims by which a persona holds something: another takes their place."""
    with as_system("a claim that is granted takes the place of the persona's earlier one"):
        earlier = list(Claim.objects.select_for_update(of=("self",)).filter(persona_id=persona_id, state__in=HOLDS))
    for one in earlier:
        move(one, State.EXPIRED, actor=Actor.CLOCK, reason=Reason.REPLACED)


def seal(claim: Claim, **told: str) -> None:
    """Seal these words in the columns of the same names; "" leaves a column empty."""
    key_no = key_no_of(claim.persona_id)
    for name, text in told.items():
        column = f"{name}_sealed"
        sealed = vault().seal(text, claim.place(column), key_no=key_no) if text else None
        setattr(claim, column, sealed)


def sealed_for(row: Measure, column: str, text: str) -> bytes | None:
    """Return `text` sealed for a column of a suspension, with the key of whose credential it is."""
    return vault().seal(text, row.place(column), key_no=key_no_of(row.persona_id)) if text else None


def note(claim: Claim, kind: str, *, found_by: tuple[int, ...] = (), **facts: object) -> None:
    """Write down what was shown for a claim, once a kind: shown again, the row is of the last time."""
    with as_system("nobody writes evidence of herself"):
        Evidence.objects.update_or_create(
            claim=claim,
            kind=kind,
            defaults={"persona_id": claim.persona_id, "found_by": list(found_by), "found_at": now(), **facts},
        )


def kinds_of(claim: Claim) -> list[str]:
    """Return the kinds of evidence that there are for a claim."""
    with as_system("reviewers count what was shown for somebody else's claim"):
        return sorted(Evidence.objects.filter(claim=claim).values_list("kind", flat=True))


def one_at_a_time(index: bytes) -> None:
    """Let nobody else begin a claim on this number before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [int.from_bytes(index[:8], "big", signed=True)])


def others_on(claim: Claim) -> list[Claim]:
    """Return the claims of other personas on the same number that wait or hold, locked, oldest first."""
    if claim.number_index is None:
        return []
    counted = ("submitted", "matched", "proving", "in_review", "granted", "due", "suspended")
    with as_system("whether somebody else claims this number"):
        rows = Claim.objects.select_for_update(of=("self",)).filter(number_index=claim.number_index, state__in=counted)
        return list(rows.exclude(persona_id=claim.persona_id).order_by("id"))


def words(text: str, *, field: str, longest: int) -> str:
    """Return some lines of text, tidied; raise `Refused` for none or too many."""
    tidy = text.replace("\x00", "").strip()
    if not tidy:
        raise Refused(NEEDS_WORDS, code="words_missing", field=field)
    if len(tidy) > longest:
        raise Refused(f"Use at most {longest:,} characters.", code="too_long", field=field)
    return tidy

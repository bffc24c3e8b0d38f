"""Where somebody's verification stands: for the owner's own page. Nobody else's claim is read here."""

from collections.abc import Iterable
from dataclasses import dataclass

from bedside.areas.credentials.models import Claim, Credential, Employer, MailCode, Measure
from bedside.areas.people.rights import require
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy.personas import CHECKED_KINDS
from bedside.policy.verification.claims import OPEN, may_appeal

HOLDING = ("granted", "due", "suspended")
OPEN_STATES = sorted(state.value for state in OPEN)


@dataclass(frozen=True)
class Standing:
    """What the owner is told: `claim` is the open one, else the newest; `held` is the one that gives a level now.

    `credential` is what is shown of her now, `measure` a suspension that lasts. `code_at` is the mail domain to which a
    code went that is still good, `tries_left` how often it may be typed.
    """

    claim: Claim | None
    held: Claim | None
    credential: Credential | None
    measure: Measure | None
    code_at: str
    tries_left: int
    may_appeal: bool

    @property
    def live(self) -> bool:
        """Whether the credential counts at this moment."""
        row = self.credential
        return row is not None and row.suspended_at is None and row.valid_until > now()

    @property
    def is_open(self) -> bool:
        """Whether a claim waits for something."""
        return self.claim is not None and self.claim.state in OPEN


def may_be_verified(viewer: Viewer) -> bool:
    """Say whether this persona is of a kind that can be verified."""
    return viewer.signed_in and viewer.kind in CHECKED_KINDS


def standing_of(viewer: Viewer) -> Standing:
    """Return where the viewer's own verification stands; raise `NotHere` for a persona that can't be verified."""
    if not may_be_verified(viewer):
        raise NotHere
    mine = list(Claim.objects.filter(persona_id=viewer.persona_id).order_by("-id")[:50])
    waiting = next((one for one in mine if one.state in OPEN), None)
    claim = waiting or (mine[0] if mine else None)
    code_at, tries = _code_of(claim)
    return Standing(
        claim=claim,
        held=next((one for one in mine if one.state in HOLDING), None),
        credential=Credential.objects.filter(persona_id=viewer.persona_id, revoked_at=None).first(),
        measure=Measure.objects.filter(persona_id=viewer.persona_id, ended_at=None).first(),
        code_at=code_at,
        tries_left=tries,
        may_appeal=waiting is None and claim is not None and may_appeal(claim.appeal, at=now()),
    )


def open_claim(viewer: Viewer) -> Claim:
    """Return the viewer's claim that waits for something; raise `NotHere` when none does."""
    found = standing_of(viewer)
    if found.claim is None or not found.is_open:
        raise NotHere
    return found.claim


def _code_of(claim: Claim | None) -> tuple[str, int]:
    if claim is None or claim.state not in ("matched", "proving"):
        return "", 0
    with as_system("whether a code is on its way to the owner of this claim"):
        code = MailCode.objects.filter(claim=claim, used_at=None, expires_at__gt=now(), tries_left__gt=0).first()
    return (code.domain, code.tries_left) if code is not None else ("", 0)


def employers() -> list[Employer]:
    """Return the operator's list of employers' mail domains, by name."""
    return list(Employer.objects.order_by("name", "domain"))


@dataclass(frozen=True)
class Suspended:
    """One suspension for staff: whose, why, their note, and what its owner answered."""

    handle: str
    reason: str
    note: str
    answer: str


def suspended(viewer: Viewer) -> list[Suspended]:
    """Return the suspensions that last, oldest first; raise `NotHere` for who may not suspend."""
    require("suspend a credential", by=viewer)
    with as_system("staff see what they suspended, and what its owner answered"):
        rows: Iterable[Measure] = Measure.objects.filter(ended_at=None).select_related("persona").order_by("id")[:100]
        return [
            Suspended(row.persona.handle, row.reason, row.words("note_sealed"), row.words("answer_sealed"))
            for row in rows
        ]

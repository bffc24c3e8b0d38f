"""Vouching as each side may know it: the asker learns how many said yes, a colleague what was asked of her."""

from dataclasses import dataclass
from datetime import datetime

from bedside.areas.credentials.models import Credential, Vouch, VouchRound
from bedside.areas.credentials.models.credential import STANDING
from bedside.areas.credentials.queries.credential import level_of
from bedside.areas.credentials.queries.profile import live_specialty, profile
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.viewing import as_system
from bedside.policy import registers
from bedside.policy.verification import vouching as rules

_BEGUN = "You have begun to ask."


@dataclass(frozen=True)
class Vouching:
    """Where the viewer's persona stands.

    `round` is the asking that goes on, with how many were `asked` and how many vouches count (`yes`). `valid_until` is
    that of a level given by colleagues. `why_not` says what keeps a new asking from beginning, "" where nothing does.
    """

    round: VouchRound | None
    asked: int
    yes: int
    valid_until: datetime | None
    why_not: str

    @property
    def may_begin(self) -> bool:
        """Whether a new asking can begin."""
        return not self.why_not

    @property
    def reached(self) -> bool:
        """Whether the level is there now."""
        return self.valid_until is not None and self.valid_until > now()


@dataclass(frozen=True)
class Asking:
    """One asking, as the colleague sees it."""

    id: int
    asker: Persona
    profession: str
    specialty: str
    state: str
    asked_at: datetime


def vouching(viewer: Viewer) -> Vouching:
    """Return where the viewer's persona stands with colleagues' vouches."""
    rows = list(VouchRound.objects.filter(persona_id=viewer.persona_id).order_by("id")) if viewer.signed_in else []
    asking = next((row for row in rows if row.ended_at is None and row.reached_at is None), None)
    given = [row for row in rows if row.reached_at is not None]
    until = _until(given[-1]) if given and given[-1].ended_at is None else None
    return Vouching(
        round=asking,
        asked=Vouch.objects.filter(round=asking).count() if asking else 0,
        yes=sum(vouch.counts for vouch in yeses(asking)) if asking else 0,
        valid_until=until,
        why_not=_BEGUN if asking else _why_not(viewer, given),
    )


def asked_of(viewer: Viewer) -> list[Asking]:
    """Return what colleagues asked of the viewer: what waits for an answer, and the yeses that still count."""
    rows = Vouch.objects.filter(voucher_id=viewer.persona_id, state__in=(Vouch.State.ASKED, Vouch.State.YES))
    if not viewer.signed_in:
        return []
    with as_system("whoever is asked may know by whom, and for what"):
        rounds = VouchRound.objects.select_related("persona").in_bulk([row.round_id for row in rows])
    since = now() - rules.OPEN_FOR
    return [
        Asking(row.id, asked.persona, asked.profession, asked.specialty, row.state, row.asked_at)
        for row in rows.order_by("-id")
        if (asked := rounds[row.round_id]).ended_at is None
        and not asked.persona.hidden
        and (row.state == Vouch.State.YES or row.asked_at > since)
    ]


def colleague(persona: Persona, *, same_account: bool) -> rules.Colleague:
    """Return somebody as the rules of vouching see her."""
    with as_system("how often somebody vouches now"):
        live = Vouch.objects.filter(voucher_id=persona.id, state=Vouch.State.YES, round__ended_at=None).count()
    return rules.Colleague(
        kind=persona.kind,
        level=level_of(persona.id),
        specialty=live_specialty(persona.id),
        same_account=same_account,
        live_vouches=live,
    )


def live_level(persona_id: int) -> str:
    """Return the level of a credential that has not run out: what opens rooms for reading after its end is none."""
    rows = Credential.objects.filter(STANDING, persona_id=persona_id, valid_until__gt=now())
    return rows.values_list("level", flat=True).first() or "V0"


def yeses(row: VouchRound) -> list[rules.Vouch]:
    """Return the yeses of a round as the rules see them."""
    with as_system("whether those who vouched still have a badge of their own"):
        ids = list(Vouch.objects.filter(round=row, state=Vouch.State.YES).values_list("voucher_id", flat=True))
        standing = set(_not_lost(ids))
    return [rules.Vouch(voucher_lost=voucher_id not in standing) for voucher_id in ids]


def _not_lost(persona_ids: list[int]) -> list[int]:
    """Return those whose own badge was neither suspended nor taken away, and who are here; it may have run out."""
    rows = Credential.objects.filter(
        persona_id__in=persona_ids, persona__hidden=False, revoked_at=None, suspended_at=None, level__in=rules.VOUCHERS
    )
    return list(rows.values_list("persona_id", flat=True))


def _why_not(viewer: Viewer, given: list[VouchRound]) -> str:
    """Return what keeps the viewer from asking colleagues, after the rounds that gave the level; "" for nothing."""
    if viewer.kind != "clinician" or not viewer.confirmed:
        return "This is for clinicians."
    country = profile(viewer.persona_id).country
    if not country:
        return "Say on your page in which country you work. Then come back."
    known = {register.COUNTRY for register in registers.REGISTERS.values()}
    if not rules.may_begin(kind=viewer.kind, level=live_level(viewer.persona_id), country=country, with_register=known):
        return "Your country has a register that we can ask, or your licence is checked already."
    if len(given) >= rules.ROUNDS:
        return "Vouches can be renewed once, and you have done that. Ask to be checked with your papers."
    until = _until(given[-1]) if given else None
    if until is not None and not rules.may_renew(rounds=len(given), valid_until=until, at=now()):
        return f"You can ask again from {until - rules.RENEW_FROM:%d %b %Y} on."
    return ""


def _until(given: VouchRound) -> datetime | None:
    return Credential.objects.filter(id=given.credential_id or 0).values_list("valid_until", flat=True).first()

"""One credential for everybody: its public page, and the answer to a badge that somebody pasted. Nothing is fetched."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from bedside.areas.credentials.models import Credential
from bedside.areas.credentials.queries.signed import public_keys
from bedside.kit import signed
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.verification import checking, documents
from bedside.policy.verification.badges import HAS_PAGE
from bedside.policy.verification.checking import Outcome, State

LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Answer:
    """What is said of a pasted badge; `row` is there where it was one of ours, `site` names who else made it."""

    outcome: Outcome
    row: Credential | None = None
    site: str = ""


def public_credential(number: int) -> Credential:
    """Return a credential whose badge is public, with its persona, whatever its state; raise `NotHere` for any other.

    That of an account which staff closed is not here, as its persona is not.
    """
    row = _found(number)
    if row is None:
        raise NotHere
    return row


def own_credential(persona_id: int) -> Credential | None:
    """Return the credential that a persona holds, whatever its level: for its owner."""
    return Credential.objects.select_related("persona").filter(persona_id=persona_id, revoked_at=None).first()


def state_of(row: Credential) -> State:
    """Return what a credential is worth now."""
    return checking.state_of(
        revoked=row.revoked_at is not None,
        replaced=row.replaced_by is not None,
        suspended=row.suspended_at is not None,
        valid_until=row.valid_until,
        at=now(),
    )


def check(text: str) -> Answer:
    """Return the answer to what somebody pasted: a token, or the address of a badge's page."""
    pasted = checking.find(text, address=settings.CONFIG.address)
    if pasted.link is not None:
        row = _found(pasted.link)
        return Answer(state_of(row), row) if row is not None else Answer("unknown")
    if pasted.site:
        return Answer("elsewhere", site=pasted.site)
    return _of_token(pasted.token) if pasted.token else Answer("no_badge")


def _of_token(text: str) -> Answer:
    keys = public_keys()
    names_ours = signed.key_named(text) in keys
    try:
        claims = signed.read(text).claims
        if not checking.is_badge(claims):
            if names_ours:
                signed.opened(text, keys=keys)
            return Answer("no_badge")
        if claims.get("iss") != documents.did_of(settings.CONFIG.address):
            issuer = claims.get("iss")
            host = documents.host_of(issuer) if isinstance(issuer, str) else ""
            return Answer("elsewhere", site=checking.host_shown(host))
        signed.opened(text, keys=keys)
    except signed.NoToken:  # one changed letter is enough for that: our key's name says that it was a badge of ours
        return Answer("altered" if names_ours else "no_badge")
    except signed.Altered:
        return Answer("altered")
    row = _named(claims)
    # It was ours, and its row is gone: erased with the person, who asked for that.
    return Answer(state_of(row), row) if row is not None else Answer("revoked")


def _named(claims: dict[str, Any]) -> Credential | None:
    pasted = checking.find(str(claims.get("jti")), address=settings.CONFIG.address)
    return _found(pasted.link) if pasted.link is not None else None


def _found(number: int) -> Credential | None:
    if not 0 < number <= LARGEST:
        return None
    rows = Credential.objects.select_related("persona")
    return rows.filter(id=number, level__in=HAS_PAGE, persona__hidden=False).first()

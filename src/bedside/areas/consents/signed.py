"""The signed copy: what was permitted, word for word, with the site's own mark that nobody changed it since.

The copy can be checked without the site: `signature` is Ed25519 over the text of `document`, with the public key in it.
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bedside.areas.consents.models import Authorisation
from bedside.areas.consents.terms import mark_of, to_json
from bedside.kit.vault import vault
from bedside.policy.consents import authorisation as rules
from bedside.policy.consents.authorisation import Terms

KEY = "authorisation"


@dataclass(frozen=True)
class Signature:
    """Who signed, as what, and when. `name` is typed by the signer; `patient` names whom she signs for, or ""."""

    signer: rules.Signer
    name: str
    patient: str
    authority: str
    signed_at: datetime


def document(row: Authorisation, terms: Terms, signature: Signature, *, handles: tuple[str, ...]) -> str:
    """Return the text that is signed, as JSON; `handles` are those of who permits and of who asked, if she is here."""
    whole: dict[str, Any] = {
        "permission": str(row.id),
        "rule": "45 CFR 164.508(c)",
        "text_version": rules.TEXT_VERSION,
        "between": [f"@{handle}" for handle in handles],
        "terms": json.loads(to_json(terms)),
        "statements": dict(rules.STATEMENTS),
        "signed": {
            "as": signature.signer,
            "name": signature.name,
            "patient": signature.patient,
            "authority": signature.authority,
            "at": signature.signed_at.isoformat(),
        },
        "read": mark_of(row, terms),
    }
    return json.dumps(whole, indent=2, ensure_ascii=False, sort_keys=True)


def sign(text: str) -> str:
    """Return the copy: the document, the site's signature on it, and the key to check it with, as JSON."""
    key = vault().signer(KEY)
    public = key.public_key().public_bytes_raw()
    parts = {"document": text, "signature": _letters(key.sign(text.encode())), "ed25519_public_key": _letters(public)}
    return json.dumps(parts, indent=2, ensure_ascii=False)


def sign_whole(whole: dict[str, Any]) -> str:
    """Return the signed copy of a document that is given in its parts."""
    return sign(json.dumps(whole, indent=2, ensure_ascii=False, sort_keys=True))


def checked(copy: str) -> dict[str, Any] | None:
    """Return the document of a copy that this site signed and nobody changed; None for any other text."""
    try:
        parts = json.loads(copy)
        public = base64.b64decode(parts["ed25519_public_key"], validate=True)
        if public != vault().signer(KEY).public_key().public_bytes_raw():
            return None
        Ed25519PublicKey.from_public_bytes(public).verify(
            base64.b64decode(parts["signature"], validate=True), parts["document"].encode()
        )
        found: dict[str, Any] = json.loads(parts["document"])
    except (InvalidSignature, ValueError, KeyError, TypeError, AttributeError):
        return None
    return found


def _letters(data: bytes) -> str:
    return base64.b64encode(data).decode()

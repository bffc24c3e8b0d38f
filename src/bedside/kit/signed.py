"""JSON Web Tokens signed with Ed25519: short texts that anybody can carry away and check with the public key.

The header says `EdDSA`, as other software expects it today. No other is ever accepted: a token cannot choose.
"""

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

ALGORITHM: Final = "EdDSA"
LONGEST: Final = 20 * 1024  # characters of a token


class NoToken(Exception):
    """This is no signed token at all."""


class Altered(Exception):
    """The signature does not fit: a sign was changed, or another key made it."""


@dataclass(frozen=True)
class Token:
    """What a token holds. Nothing in it was checked unless `opened` returned it."""

    header: dict[str, Any]
    claims: dict[str, Any]


def _quiet() -> Any:
    # RFC 9864 gives the algorithm another name, and joserfc warns at each use of the old one. Verifiers know the old.
    model = copy.copy(jws.JWSRegistry.algorithms[ALGORITHM])
    model.security_warning = None
    return model


class _Registry(jws.JWSRegistry):
    algorithms = {ALGORITHM: _quiet()}  # joserfc's own form


def signed(claims: Mapping[str, Any], *, key: Ed25519PrivateKey, kid: str) -> str:
    """Return the token for `claims`, signed with `key`, which others find under the name `kid`."""
    private = OKPKey.import_key(key)
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": kid}
    payload = json.dumps(claims, ensure_ascii=False, separators=(",", ":"))
    return jws.serialize_compact(header, payload, private, registry=_registry())


def read(token: str) -> Token:
    """Return what a token says, without any check; raise `NoToken`."""
    pieces = token.split(".")
    if len(token) > LONGEST or len(pieces) != 3 or not all(pieces):
        raise NoToken
    try:
        header, claims = (json.loads(urlsafe_b64decode(piece.encode("ascii"))) for piece in pieces[:2])
    except (ValueError, RecursionError) as error:
        raise NoToken from error
    if not (isinstance(header, dict) and isinstance(claims, dict)):
        raise NoToken
    return Token(header, claims)


def key_named(token: str) -> str:
    """Return the name of the key in a token's header, also where the rest can't be read; "" without one."""
    try:
        header = json.loads(urlsafe_b64decode(token.partition(".")[0].encode("ascii")))
    except (ValueError, RecursionError):
        return ""
    kid = header.get("kid") if isinstance(header, dict) else None
    return kid if isinstance(kid, str) else ""


def opened(token: str, *, keys: Mapping[str, Ed25519PublicKey]) -> Token:
    """Return what a token says, once the key that it names, one of `keys`, fits; raise `NoToken` or `Altered`."""
    found = read(token)
    kid = found.header.get("kid")
    key = keys.get(kid) if isinstance(kid, str) else None
    if key is None:
        raise Altered
    try:
        jws.deserialize_compact(token, OKPKey.import_key(key), registry=_registry())
    except (JoseError, ValueError) as error:
        raise Altered from error
    return found


def public_jwk(key: Ed25519PublicKey) -> dict[str, str]:
    """Return a public key as a JSON Web Key (RFC 8037)."""
    return {"kty": "OKP", "crv": "Ed25519", "x": urlsafe_b64encode(key.public_bytes_raw()).decode()}


def _registry() -> jws.JWSRegistry:
    return _Registry(algorithms=[ALGORITHM])

"""With which key and under which name checkpoints are signed."""

from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from bedside.kit.vault import vault


def signing_key() -> Ed25519PrivateKey:
    """Return the key, worked out of the secrets of the site: who has their copy can check and sign."""
    return vault().signer("audit checkpoints")


def origin() -> str:
    """Return the name of this site's log: its public address without the scheme."""
    return f"{urlsplit(settings.CONFIG.address).netloc}/audit"

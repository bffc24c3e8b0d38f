"""The keyed hash under which an opt-out is kept, and the code that takes a handle out: both follow from the handle."""

from bedside.kit.vault import vault
from bedside.policy.directory import proving


def mark_of(network: str, handle: str) -> bytes:
    """Return the hash of a tidied handle on a network. Without the site's key nobody can tell whose it is."""
    return vault().index("directory opt-out", f"{network} {handle}")


def out_code(network: str, handle: str) -> str:
    """Return the code that shows that who asked to be taken out has the handle; the same for whoever asks."""
    return proving.code(proving.OUT, vault().index("directory out code", f"{network} {handle}"))

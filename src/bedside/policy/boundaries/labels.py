"""Labels that a post carries because of who wrote it. Nobody can take one off (B26; FTC-255)."""

from typing import Final

LABELS: Final = {"organisation": "Organisation: this may be paid for or sold"}


def label_of(kind: str) -> str:
    """Return what stands on every post of a persona of this kind; "" for none."""
    return LABELS.get(kind, "")

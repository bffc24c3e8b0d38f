"""What one message is made of, and the law that most of them rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

IDENTIFIER = ("HIPAA-514B",)
CARE = ("HIPAA-502A", "AMA-CONF")


@dataclass(frozen=True, slots=True)
class Message:
    """Why a rule speaks up, a ready replacement (None: leave the words out), and the law it rests on.

    `variants` are replacements for special forms; `{}` in them takes the detail the detector gives.
    """

    why: str
    safer: str | None
    law: tuple[str, ...] = IDENTIFIER
    variants: Mapping[str, str] = field(default_factory=dict)

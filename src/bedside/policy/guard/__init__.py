"""The privacy guard: reads a draft and says what in it could tell who a person is, why, and what to write instead.

A plain library: no database, no clock, no network, no files. Facts about author and time are passed in.
"""

from __future__ import annotations

from bedside.policy.guard.inspection import inspect
from bedside.policy.guard.mending import mended
from bedside.policy.guard.model import (
    Audience,
    Combination,
    Facts,
    Finding,
    Hint,
    Kind,
    Level,
    Part,
    Profile,
    Report,
    Role,
    Subject,
    Urgency,
    Verdict,
    Version,
)
from bedside.policy.guard.wording import safer_text, with_part, with_safer

__all__ = [
    "Audience",
    "Combination",
    "Facts",
    "Finding",
    "Hint",
    "Kind",
    "Level",
    "Part",
    "Profile",
    "Report",
    "Role",
    "Subject",
    "Urgency",
    "Verdict",
    "Version",
    "inspect",
    "mended",
    "safer_text",
    "with_part",
    "with_safer",
]

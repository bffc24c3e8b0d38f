"""Which guard gave an answer."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import bedside.policy.guard as guard
from bedside.policy.guard.versions import version

MODEL = Path(guard.__file__).parent / "data" / "names.crfsuite"


def test_a_report_names_the_trained_model_by_its_hash() -> None:
    told = guard.inspect("x").version.model
    assert told == version().model
    assert re.fullmatch(r"sha256:[0-9a-f]{64}|none", told)


def test_the_hash_is_that_of_the_file_in_the_package() -> None:
    known = f"sha256:{hashlib.sha256(MODEL.read_bytes()).hexdigest()}" if MODEL.exists() else "none"
    assert version().model == known

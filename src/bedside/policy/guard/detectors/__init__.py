"""One file for each identifier. Each has KIND, RULES and a pure `find`; the order of the files changes nothing."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from bedside.policy.guard.model import Detector

# That a file is a detector as the type says, tests/policy/guard/test_detectors.py looks at.
DETECTORS: tuple[Detector, ...] = tuple(
    cast(Detector, import_module(f"{__name__}.{file.name}")) for file in iter_modules(__path__)
)

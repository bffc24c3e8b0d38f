"""The folder of detectors: a new identifier is one file, and its test says what it finds and what it leaves alone."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from bedside.policy.guard import Facts, detectors
from bedside.policy.guard.detectors import DETECTORS
from bedside.policy.guard.messages import MESSAGES
from bedside.policy.guard.model import KINDS
from bedside.policy.guard.text import Doc

NAMES = sorted(path.stem for path in Path(detectors.__file__).parent.glob("*.py") if path.stem != "__init__")
FEWEST = 10


@pytest.mark.parametrize("name", NAMES)
def test_a_detector_is_registered_and_has_a_kind_and_rules_with_words(name: str) -> None:
    detector = import_module(f"bedside.policy.guard.detectors.{name}")
    assert detector in DETECTORS
    assert detector.KIND in KINDS
    assert detector.RULES
    assert list(detector.find(Doc("", Facts()))) == []
    assert set(detector.RULES) <= set(MESSAGES)


@pytest.mark.parametrize("name", NAMES)
def test_a_detector_has_a_test_with_ten_finds_ten_near_misses_and_hostile_strings(name: str) -> None:
    test = import_module(f"tests.policy.guard.detectors.test_{name}")
    assert len(set(test.FINDS)) >= FEWEST
    assert len(set(test.NEAR_MISSES)) >= FEWEST
    assert any("hostile" in function for function in vars(test))

"""What the tests of the guard share: the words a text is found to hold."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from bedside.policy.guard import Facts, inspect
from bedside.policy.guard.model import Detector, Hit
from bedside.policy.guard.text import Doc

Found = Callable[..., list[str]]


@pytest.fixture
def found() -> Found:
    """Give a function that lists the words found as one kind."""

    def words(text: str, kind: str, facts: Facts = Facts()) -> list[str]:  # noqa: B008 - frozen
        return [text[f.start : f.end] for f in inspect(text, facts).findings if f.kind == kind]

    return words


InTime = Callable[[Detector, str], list[Hit]]
LONGEST_CPU = 0.5  # seconds for 20,000 characters in one detector: ten times what the slowest needs


@pytest.fixture
def in_time() -> InTime:
    """Give a function that lets one detector read a hostile text and fails when it takes too much of the processor."""

    def hits(detector: Detector, text: str) -> list[Hit]:
        doc = Doc(text[:20_000], Facts())
        begun = process_time()
        found = list(detector.find(doc))
        assert process_time() - begun < LONGEST_CPU
        return found

    return hits

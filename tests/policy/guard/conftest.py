"""What the tests of the guard share: the words a text is found to hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bedside.policy.guard import Facts, inspect

Found = Callable[..., list[str]]


@pytest.fixture
def found() -> Found:
    """Give a function that lists the words found as one kind."""

    def words(text: str, kind: str, facts: Facts = Facts()) -> list[str]:  # noqa: B008 - frozen
        return [text[f.start : f.end] for f in inspect(text, facts).findings if f.kind == kind]

    return words

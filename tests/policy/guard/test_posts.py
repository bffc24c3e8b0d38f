"""Floors on posts of our own: what leaks, and what alarms without a reason."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from bedside.policy.guard import inspect

FOLDER = Path(__file__).parent / "posts"
MARKED = re.compile(r"\[\[(\w+):([^\]]+)\]\]")
TOKEN = re.compile(r"\w+")
NO_IDENTIFIERS = ("combination", "relation", "recency")


class Post(NamedTuple):
    """A post without its marks, and where each marked part stands in it."""

    text: str
    spans: tuple[tuple[int, int], ...]


def posts(name: str) -> list[Post]:
    """Read one file of posts."""
    return [read(line) for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()]


def read(line: str) -> Post:
    """Take the marks out of one line."""
    text, spans, done = "", [], 0
    for match in MARKED.finditer(line):
        text += line[done : match.start()]
        spans.append((len(text), len(text) + len(match[2])))
        text, done = text + match[2], match.end()
    return Post(text + line[done:], tuple(spans))


def found(text: str) -> list[tuple[int, int]]:
    """Give where the guard finds identifiers."""
    return [(f.start, f.end) for f in inspect(text).findings if f.kind not in NO_IDENTIFIERS]


def leaks(post: Post) -> bool:
    """Say whether a word of a marked part lies in no finding."""
    findings = found(post.text)
    words = [match.start() for span in post.spans for match in TOKEN.finditer(post.text, *span)]
    return not all(any(start <= at < end for start, end in findings) for at in words)


@pytest.mark.parametrize(
    ("name", "number", "most"),
    [
        ("identifying_seen", 115, 0.10),
        ("identifying_kept", 114, 0.18),
        ("identifying2_seen", 118, 0.12),
        ("identifying2_kept", 58, 0.12),
    ],
)
def test_nothing_leaks_of_most_posts(name: str, number: int, most: float) -> None:
    every = posts(name)
    assert len(every) == number
    assert sum(map(leaks, every)) <= most * len(every)


@pytest.mark.parametrize(
    ("name", "number", "most"),
    [
        ("tempting_seen", 111, 0.08),
        ("tempting_kept", 110, 0.12),
        ("tempting2_seen", 145, 0.07),
        ("tempting2_kept", 65, 0.15),
    ],
)
def test_few_tempting_posts_alarm(name: str, number: int, most: float) -> None:
    every = posts(name)
    assert len(every) == number
    assert sum(bool(found(post.text)) for post in every) <= most * len(every)


def test_the_marks_are_read() -> None:
    assert read("saw [[name:Ada]] in [[place:Wexcombe]]") == Post("saw Ada in Wexcombe", ((4, 7), (11, 19)))

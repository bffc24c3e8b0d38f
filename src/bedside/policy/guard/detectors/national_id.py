"""Other nations' personal numbers (letter G, as the equivalent of a social security number).

A label of `data/national_numbers.tsv` and a right check digit: the arithmetic is python-stdnum's. Its modules are
loaded when the first number beside such a label is read, so that nobody pays for them who never needs them. From eight
digits on a mistyped number beside its label counts too: it is still meant as somebody's. The British National Insurance
number has no check digit; its form is enough (HMRC, NIM39110).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Final

from bedside.policy.guard.codes import without_codes
from bedside.policy.guard.labels import NATIONAL, Labelled, national_modules
from bedside.policy.guard.model import Hit
from bedside.policy.guard.text import Doc

KIND: Final = "ssn"
RULES: Final = ("ssn.national", "ssn.nino")

_NINO = re.compile(r"[A-Z](?<![\w-][A-Z])[A-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?![\w-])")
_MISTYPED = re.compile(r"[A-Za-z]{0,6}(?:[ ./-]?\d){8,14}(?:[ -]?[A-Z]\b)?(?!\w)")
_GROUP_END = re.compile(r"(?<=\w)(?=[ -]|\Z)")
_FEWEST, _LONGEST = 6, 24
_DIGITS_OF_NINO = 6
_MOST = 100  # numbers checked in one text: nobody writes more, and the arithmetic of forty nations takes time


def find(doc: Doc) -> Iterator[Hit]:
    """Find personal numbers of some forty nations beside their names."""
    if doc.has_digit:
        yield from without_codes(_hits(doc), doc=doc)


def _hits(doc: Doc) -> Iterator[Hit]:
    for value in doc.labelled.get(NATIONAL, ())[:_MOST]:
        shown = doc.norm[value.start : value.end]
        if end := _right_end(shown, value=value):
            yield Hit(KIND, "ssn.national", value.start, value.start + end)
        elif mistyped := _MISTYPED.match(shown):
            yield Hit(KIND, "ssn.national", value.start, value.start + mistyped.end(), 0.8)
    for match in _NINO.finditer(doc.norm) if doc.digits >= _DIGITS_OF_NINO else ():
        yield Hit(KIND, "ssn.nino", match.start(), match.end())


def _right_end(shown: str, *, value: Labelled) -> int | None:
    """Give how much of what stands behind the label is a number with a right check digit: the longest part that is."""
    ends = [match.start() for match in _GROUP_END.finditer(shown)]
    modules = national_modules()[value.label.words]
    for end in reversed(ends):
        if _FEWEST <= end <= _LONGEST and any(_is_valid(module, shown[:end]) for module in modules):
            return end
    return None


def _is_valid(module: str, shown: str) -> bool:
    return _check(module)(shown)


@cache
def _check(module: str) -> Callable[[str], bool]:
    check: Callable[[str], bool] = import_module(f"stdnum.{module}").is_valid
    return check

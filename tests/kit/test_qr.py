"""Codes that a telephone can scan."""

import re

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from bedside.kit.qr import QUIET, code_of


def drawn(path: str) -> set[tuple[int, int]]:
    """Which modules (column, row) a path darkens."""
    bars = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path)
    assert "".join("M{} {}h{}v1h-{}z".format(*bar) for bar in bars) == path
    return {(int(x) + n, int(y)) for x, y, long, back in bars for n in range(int(long)) if long == back}


@given(st.text(min_size=1, max_size=300))
def test_every_dark_module_is_drawn_and_no_other(text: str) -> None:
    made = code_of(text)
    matrix = segno.make(text, error="m", micro=False).matrix
    dark = {(x + QUIET, y + QUIET) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert drawn(made.path) == dark
    assert made.size == len(matrix) + 2 * QUIET


def test_no_sign_of_the_text_stands_in_the_drawing() -> None:
    assert re.fullmatch(r"[Mhvz0-9 -]+", code_of('"><script>alert(1)</script>').path)


@pytest.mark.parametrize("size", [1, 2000])
def test_a_code_has_a_margin_on_all_sides(size: int) -> None:
    made = code_of("x" * size)
    columns, rows = zip(*drawn(made.path), strict=True)
    assert min(columns) == min(rows) == QUIET
    assert max(columns) == made.size - QUIET - 1

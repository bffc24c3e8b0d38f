"""A table as CSV: no text is a formula, numbers stay numbers, and any reader gives back what was written."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.kit.spreadsheet import STARTS, as_csv, harmless


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"])  # noqa: RUF001
def test_a_text_that_begins_like_a_formula_is_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "tea", "5-HTP", "about 15 people", "1=1", "'=1"])
def test_every_other_text_stays(text: str) -> None:
    assert harmless(text) == text


def test_numbers_stay_numbers_and_nothing_is_empty() -> None:
    assert as_csv(["a", "b"], [[-1, 2.5], [None, 'say "x", y']]) == 'a,b\r\n-1,2.5\r\n,"say ""x"", y"\r\n'


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_no_cell_begins_like_a_formula(row: list[str]) -> None:
    text = as_csv(["head"], [row])
    read = list(csv.reader(io.StringIO(text, newline="")))[1]
    assert read == [harmless(one) for one in row]
    assert not any(one.startswith(STARTS) for one in read)

"""The word lists of names and places: sorted, each row once, with a header."""

from __future__ import annotations

from pathlib import Path

import pytest

from bedside.policy import guard

FOLDER = Path(guard.__file__).parent
LISTS = (
    *(
        f"data/{name}.tsv"
        for name in (
            "cues",
            "eponyms",
            "name_words",
            "not_names",
            "ordinary_names",
            "region_codes",
            "regions",
            "sayings",
        )
    ),
    *(f"training/{name}.tsv" for name in ("fillers", "own_names", "own_places")),
)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_sorted_and_says_nothing_twice(name: str) -> None:
    head, *rows = (FOLDER / name).read_text("utf-8").splitlines()
    assert head.startswith("# ")
    assert rows == sorted(set(rows))
    assert all(len(row.split("\t")) == len(head.split("\t")) for row in rows)


@pytest.mark.parametrize("name", ["named", "plain"])
def test_no_template_stands_twice(name: str) -> None:
    lines = (FOLDER / "training" / f"templates_{name}.txt").read_text("utf-8").splitlines()
    assert len(lines) == len(set(lines)) > 200

"""The parts of the suite: nothing falls between them, and no name of a file has gone out of use."""

from pathlib import Path

import pytest

from tests.parts import EVERYDAY, OF_BOTH, TESTS, WIDE, is_left_out, is_wide

FILES = sorted(TESTS.rglob("test_*.py"))


@pytest.mark.parametrize("name", [*WIDE, *EVERYDAY, *OF_BOTH])
def test_what_is_named_is_there(name: str) -> None:
    assert (TESTS / name).exists()


def test_every_file_is_read_in_one_part_at_least() -> None:
    assert [path for path in FILES if is_left_out(path, "everyday") and is_left_out(path, "wide")] == []


def test_a_file_is_read_in_both_parts_only_where_its_tests_say_of_which_they_are() -> None:
    both = {path for path in FILES if not is_left_out(path, "everyday") and not is_left_out(path, "wide")}
    assert both == {TESTS / name for name in OF_BOTH}
    assert [path for path in both if "mark.wide" not in path.read_text(encoding="utf-8")] == []


def test_a_mark_stands_only_where_it_is_read() -> None:
    marked = {path for path in FILES if "mark.wide" in path.read_text(encoding="utf-8")} - {Path(__file__)}
    assert marked == {TESTS / name for name in OF_BOTH}


def test_who_names_no_part_runs_all() -> None:
    assert [path for path in FILES if is_left_out(path, "all")] == []


def test_journeys_are_wide_but_for_two() -> None:
    assert is_wide("stories/test_goodbye.py")
    assert not is_wide("stories/test_patient.py")

"""A detector, an instrument, a kind of space or a register is one file, and one test of the same name."""

import pytest

from tests.shape.source import HOUSE, TESTS

FOLDERS = ("policy/guard/detectors", "policy/instruments", "policy/space_kinds", "policy/registers")
SHARED = {"__init__", "model"}


def pieces() -> list[tuple[str, str]]:
    """Return (folder, name) of every piece that needs a test of its name. A folder may be missing."""
    return [
        (folder, path.stem)
        for folder in FOLDERS
        for path in sorted((HOUSE / folder).glob("*.py"))
        if path.stem not in SHARED
    ]


def test_there_are_pieces_to_look_for():
    assert {folder for folder, _name in pieces()} >= {
        "policy/guard/detectors",
        "policy/space_kinds",
        "policy/registers",
    }


@pytest.mark.parametrize(("folder", "name"), pieces(), ids="/".join)
def test_a_piece_has_a_test_of_its_name(folder: str, name: str) -> None:
    assert (TESTS / folder / f"test_{name}.py").is_file()

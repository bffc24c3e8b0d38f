"""`bedside import instrument`: the terms are shown first, and all of a file is taken or nothing of it."""

import argparse
from pathlib import Path

import pytest

from bedside.areas.records.models import InstrumentPack
from bedside.doors.cli import import_
from tests.policy.instruments.rules.pack import AS_TOML

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    import_.add_parsers(parser.add_subparsers())
    args = parser.parse_args(["import", "instrument", *arguments])
    code: int = args.run(args)
    return code


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "lamp.toml"
    path.write_text(AS_TOML)
    return str(path)


def test_without_a_name_the_terms_are_shown_and_nothing_is_taken(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(file) == 0
    out = capsys.readouterr().out
    assert "Ask your own members only." in out
    assert "Nothing was taken" in out
    assert not InstrumentPack.objects.exists()


def test_with_a_name_it_is_taken_once(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(file, "--accept", "Rosa Operator") == 0
    assert "Rosa Operator accepted its terms." in capsys.readouterr().out
    assert run(file, "--accept", "Rosa Operator") == 0
    assert "here already" in capsys.readouterr().out
    assert InstrumentPack.objects.get().accepted_by == "Rosa Operator"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "There is no such file."),
        ("key =", "This is no TOML file"),
        (AS_TOML.replace("who5", "eq-5d"), "EQ-5D may not be loaded"),
        (AS_TOML.replace("high = 2", "high = 3"), "the items add up to 0 to 2"),
    ],
)
def test_a_file_that_is_not_right_is_told_in_words(
    text: str | None, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.toml"
    if text is not None:
        path.write_text(text)
    assert run(str(path), "--accept", "Rosa") == 1
    assert words in capsys.readouterr().err
    assert not InstrumentPack.objects.exists()


def test_it_is_taken_away_again(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(file, "--accept", "Rosa")
    assert run("--withdraw", "who5") == 0
    assert run("--withdraw", "who5") == 1
    out = capsys.readouterr().out
    assert "who5: 1 version taken away" in out
    assert "who5: no versions taken away" in out

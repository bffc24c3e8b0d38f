"""`bedside import crisis-lines`: all of a list or nothing of it; and `bedside crisis-lines`: what has to be called."""

import argparse
from pathlib import Path

import pytest

from bedside.areas.helplines import queries
from bedside.areas.helplines.models import Line
from bedside.doors.cli import import_, import_lines
from bedside.kit.clock import now

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> int:
    queries.forget_shown()
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    import_.add_parsers(commands)
    import_lines.add_parsers(commands)
    args = parser.parse_args(list(arguments))
    code: int = args.run(args)
    return code


def test_the_list_that_comes_along_is_taken_and_has_to_be_called(capsys):
    assert run("import", "crisis-lines") == 0
    out = capsys.readouterr().out
    assert "24 lines: 24 are new" in out
    assert "24 lines have to be called" in out
    assert run("crisis-lines") == 4
    out = capsys.readouterr().out
    assert "GB Samaritans: not shown: nobody has called it" in out
    assert "0 lines are shown, 24 have to be called." in out


def test_one_bad_row_leaves_the_whole_list_out(tmp_path: Path, capsys):
    path = tmp_path / "lines.csv"
    path.write_text("country,name,telephone\nGB,Good,116 123\nXX,Bad,116 123\nGB,Worse,call us\n")
    assert run("import", "crisis-lines", str(path)) == 1
    err = capsys.readouterr().err
    assert "line 3: There is no country with the letters 'XX'" in err
    assert "line 4: No number to dial" in err
    assert "2 of 3 lines have to be put right first" in err
    assert not Line.objects.exists()


def test_a_file_that_is_none_is_told_in_words(tmp_path: Path, capsys):
    assert run("import", "crisis-lines", str(tmp_path / "missing.csv")) == 1
    assert "There is no such file" in capsys.readouterr().err


def test_a_line_that_was_called_is_fresh_and_a_country_without_a_number_is_told(tmp_path: Path, capsys):
    path = tmp_path / "lines.csv"
    today = now().date().isoformat()
    path.write_text(f"country,name,telephone,checked_on,checked_by\nJP,Inochi,0570-783-556,{today},Ann\n")
    assert run("import", "crisis-lines", str(path)) == 0
    assert "JP: this site knows no emergency number" in capsys.readouterr().out
    assert run("crisis-lines") == 0

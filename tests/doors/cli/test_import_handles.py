"""`bedside import handles`: every row taken or refused in plain words, a bad file taken not at all."""

import argparse
import gzip
from pathlib import Path

import pytest

from bedside.areas.directory.models import Listing
from bedside.doors.cli import import_
from bedside.policy.directory.handles_file import COLUMNS

pytestmark = pytest.mark.django_db
HEADER = ",".join(COLUMNS)
GOOD = "mastodon,@uma@clinic.example,Uma Haddad,Physician,Neurology,US,en,https://clinic.example/@uma,A list,2026-03-01"
BAD = "mastodon,@eve@clinic.example,=cmd(),Physician,Neurology,US,en,http://clinic.example/@eve,A list,2026-03-01"


def run(path: Path) -> int:
    parser = argparse.ArgumentParser()
    import_.add_parsers(parser.add_subparsers())
    args = parser.parse_args(["import", "handles", str(path)])
    code: int = args.run(args)
    return code


def written(tmp_path: Path, content: bytes, name: str = "handles.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_good_rows_are_taken_and_bad_ones_told_with_their_line(tmp_path, capsys):
    path = written(tmp_path, f"\ufeff{HEADER}\r\n{GOOD}\r\n{BAD}\r\n".encode())
    assert run(path) == 0
    out = capsys.readouterr().out
    assert "line 3: the address does not begin with https://" in out
    assert "2 rows: 1 entries are new, 0 changed" in out
    assert run(path) == 0
    assert "0 entries are new, 0 changed, 1 stayed as they were" in capsys.readouterr().out


def test_a_packed_file_is_read_as_well(tmp_path):
    assert run(written(tmp_path, gzip.compress(f"{HEADER}\n{GOOD}\n".encode()), "handles.csv.gz")) == 0
    assert Listing.objects.get().name == "Uma Haddad"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"{HEADER}\n{GOOD}\n{GOOD[:40]}".encode(), "may be cut"),
        (f"{HEADER}\n{GOOD}\n".encode().replace(b"Uma Haddad", b"Um\xe9 Haddad"), "not UTF-8"),
        (f"{GOOD}\n".encode(), "this is not the header"),
        (b"", "this is not the header"),
        (gzip.compress(f"{HEADER}\n{GOOD}\n".encode() * 50)[:-20], "nothing was taken"),
    ],
)
def test_a_bad_file_is_taken_not_at_all(content, said, tmp_path, capsys):
    assert run(written(tmp_path, content)) == 1
    assert said in capsys.readouterr().err
    assert not Listing.objects.exists()


def test_what_is_no_file_is_told(tmp_path, capsys):
    assert run(tmp_path / "nothing.csv") == 1
    assert run(tmp_path) == 1
    assert "There is no such file." in capsys.readouterr().err

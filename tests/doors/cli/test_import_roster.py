"""`bedside import roster`: what it prints, and what it answers to a file that can't be taken."""

from pathlib import Path

import pytest

from bedside.areas.credentials.models import Employer, OnRoster
from bedside.site.main import parser
from tests.factories import make_entry

pytestmark = pytest.mark.django_db

GOOD = b"register,number,family,given\nus_npi,2900000029,Haddad,Uma\n"


@pytest.fixture(autouse=True)
def employer() -> None:
    make_entry("2900000029")
    Employer.objects.create(name="Elm Street Clinic", domain="elmclinic.example", added_by=1)


def call(file: Path, *more: str) -> int:
    args = parser().parse_args(["import", "roster", str(file), "--date", "2026-11-20", "--contract", "File 41", *more])
    return int(args.run(args))


def test_it_tells_how_many_rose_and_fell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "staff.csv").write_bytes(GOOD)
    assert call(tmp_path / "staff.csv", "--employer", "@ElmClinic.example") == 0
    assert capsys.readouterr().out == "1 people are on the list. 0 rose to V4 by it, 0 left it for V3.\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (GOOD + b"us_npi,2900000029,Haddad,Uma\n", "line 3: this number stood on the list before"),
        (b"number\n2900000029\n", 'the first line must be "register,number,family,given"'),
        (GOOD.replace(b"Haddad", b"Hadd\xe9d"), "it cannot be read"),
        (b"", "the first line must be"),
    ],
)
def test_a_bad_file_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, said: str) -> None:
    (tmp_path / "staff.csv").write_bytes(data)
    assert call(tmp_path / "staff.csv", "--employer", "elmclinic.example") == 1
    heard = capsys.readouterr()
    assert said in heard.out + heard.err
    assert "Nothing was changed." in heard.err
    assert OnRoster.objects.count() == 0


def test_an_unknown_employer_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "staff.csv").write_bytes(GOOD)
    assert call(tmp_path / "staff.csv", "--employer", "nowhere.example") == 1
    assert "There is no employer with this mail domain." in capsys.readouterr().err

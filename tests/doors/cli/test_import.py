"""`bedside import evaluations`: every row taken or refused, in plain words, and safe to repeat."""

import argparse
import gzip
import os
import time
from pathlib import Path

import pytest

from bedside.areas.records.models import Cell, ImportedRow, StagedRow
from bedside.doors.cli import import_

pytestmark = pytest.mark.django_db

HEADER = "patient_id,drug_name,med_condition,rating\n"
ROWS = "1,Tea,poor sleep,8\n2,Tea,poor sleep,12\n3,Walks,bipolar disorde,7\n"


def run(path: Path, *more: str) -> int:
    parser = argparse.ArgumentParser()
    import_.add_parsers(parser.add_subparsers())
    args = parser.parse_args(["import", "evaluations", str(path), *more])
    code: int = args.run(args)
    return code


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ratings.csv"
    path.write_text(HEADER + ROWS)
    return path


def test_each_refused_row_is_named_with_its_line_and_the_sum_is_all_rows(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(file) == 0
    assert capsys.readouterr().out.splitlines() == [
        "line 3: the rating is not a whole number from 1 to 10",
        "3 rows: 2 taken, 1 refused. 2 were new, 0 changed, 1 had their condition repaired, "
        "1 were left as they are: no list knows their condition.",
        "refused, rating: 1",
        "0 treatments have enough people to be shown.",
    ]


def test_importing_again_adds_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(file)
    capsys.readouterr()
    run(file)
    assert "0 were new, 0 changed" in capsys.readouterr().out
    assert ImportedRow.objects.count() == 2


def test_a_row_that_changed_in_the_file_is_changed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(file)
    file.write_text(HEADER + ROWS.replace("poor sleep,8", "poor sleep,2"))
    run(file)
    assert "0 were new, 1 changed" in capsys.readouterr().out
    assert not ImportedRow.objects.get(source_row="1").helped


def test_a_packed_file_is_read_as_well(file: Path) -> None:
    packed = file.with_suffix(".gz")
    packed.write_bytes(gzip.compress(file.read_bytes()))
    assert run(packed, "--format", "drugscom") == 0
    assert ImportedRow.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "the first line is that of no known format", id="empty"),
        pytest.param(b"name,age\n1,2\n", "the first line is that of no known format", id="another table"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", "the first line is that of no known format", id="a picture"),
        pytest.param(gzip.compress(HEADER.encode() * 9999)[:-20], "nothing was taken", id="packed and cut off"),
        pytest.param(b"\x1f\x8bno gzip", "nothing was taken", id="not really packed"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert run(path) == 1
    assert said in capsys.readouterr().err
    assert ImportedRow.objects.count() == 0


def test_a_file_cut_off_in_the_middle_leaves_nothing_half_written(tmp_path: Path) -> None:
    path = tmp_path / "cut.gz"
    rows = "".join(f"{number},Tea {os.urandom(8).hex()},poor sleep,8\n" for number in range(5000))
    path.write_bytes(gzip.compress((HEADER + rows).encode())[:-5000])
    assert run(path, "--format", "drugscom") == 1
    assert (ImportedRow.objects.count(), StagedRow.objects.count()) == (0, 0)


def test_a_wrong_format_is_told_with_what_was_expected(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(file, "--format", "druglib") == 1
    assert "must name the columns (no name), urlDrugName" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / name) == 1
    assert capsys.readouterr().err


def test_both_public_sets_are_in_and_shown_within_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    home = Path(os.environ.get("BEDSIDE_SHARED", Path(__file__).parents[4] / "shared")) / "data" / "reviews"
    if not home.exists():
        pytest.skip(f"the public sets are absent: {home}; BEDSIDE_SHARED says where the shared folder is")
    started = time.monotonic()
    assert [run(home / name) for name in ("druglib.tsv.gz", "drugscom_ratings.csv.gz")] == [0, 0]
    took = time.monotonic() - started
    out = capsys.readouterr().out
    assert "4143 rows: 4140 taken, 3 refused. 4140 were new" in out
    assert "46108 rows: 45712 taken, 396 refused. 45712 were new" in out
    assert Cell.objects.filter(source="external:drugscom", tier="share").count() == 247
    assert took < 60

"""`bedside import fhir`: conditions of one's own file, once, for their owner alone; a bad file changes nothing."""

import argparse
import gzip
import os
from pathlib import Path

import pytest

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import queries
from bedside.areas.records.models import Condition
from bedside.doors.cli import import_
from bedside.policy.fhir.bundle import preview
from tests.factories import make_persona, viewer_of
from tests.policy.fhir.bundles import PATIENT, bundle, coded, condition, statement

pytestmark = pytest.mark.django_db
SYNTHEA = Path(os.environ.get("BEDSIDE_SHARED", Path(__file__).parents[4] / "shared")) / "data" / "synthea"
WHOLE = bundle(
    condition("Lantern lupus", id="a", onsetDateTime="2019-05"),
    condition("Broken arm", id="b", onsetDateTime="2020-01-02", clinicalStatus=coded("resolved")),
    condition("Broken arm", id="c", onsetDateTime="2021-01-02"),
    statement(),
)


@pytest.fixture
def by() -> Viewer:
    return viewer_of(make_persona(handle="wren"))


def run(tmp_path: Path, raw: bytes, *more: str, handle: str = "wren") -> int:
    path = tmp_path / "mine.json"
    path.write_bytes(raw)
    parser = argparse.ArgumentParser()
    import_.add_parsers(parser.add_subparsers())
    args = parser.parse_args(["import", "fhir", str(path), "--handle", handle, *more])
    code: int = args.run(args)
    return code


def test_conditions_are_kept_for_their_owner_alone_with_where_they_came_from(by: Viewer, tmp_path: Path) -> None:
    assert run(tmp_path, WHOLE) == 0
    kept = queries.own_conditions(by)
    assert sorted((one.illness.text, one.illness.onset.value, one.illness.source_id) for one in kept) == [
        ("Broken arm", "2020-01-02", "b"),
        ("Broken arm", "2021-01-02", "c"),
        ("Lantern lupus", "2019-05", "a"),
    ]
    assert {(one.illness.entered_by, one.share) for one in kept} == {("import", ())}


def test_a_second_import_adds_nothing(by: Viewer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, WHOLE)
    assert run(tmp_path, gzip.compress(WHOLE)) == 0
    assert "In all: 0 added" in capsys.readouterr().out.splitlines()[-1]
    assert Condition.objects.count() == 3


def test_the_preview_writes_nothing_and_tells_no_name(
    by: Viewer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, WHOLE, "--preview") == 0
    out = capsys.readouterr().out
    assert "Condition: 3" in out
    assert "Medicine: 1" in out
    assert "Nobody" not in out
    assert "lupus" not in out
    assert not Condition.objects.exists()


@pytest.mark.parametrize("raw", [b"{", b"[" * 1_000_000, bundle(PATIENT), bundle(condition(), patient=None)])
def test_a_file_that_is_refused_changes_nothing(by: Viewer, raw: bytes, tmp_path: Path) -> None:
    assert run(tmp_path, raw) == 1
    assert not Condition.objects.exists()


def test_a_date_to_come_leaves_out_that_condition_only(by: Viewer, tmp_path: Path) -> None:
    assert run(tmp_path, bundle(condition("Later", id="x", onsetDateTime="2999"), condition("Now", id="y"))) == 0
    assert [one.illness.text for one in queries.own_conditions(by)] == ["Now"]


def test_a_handle_of_nobody_is_told(by: Viewer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, WHOLE, handle="nobody_here") == 1
    assert "Nobody here" in capsys.readouterr().err


@pytest.mark.parametrize("path", sorted(SYNTHEA.glob("*.json.gz")), ids=lambda path: path.name)
def test_an_invented_person_s_file_brings_each_condition_once(
    by: Viewer, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, path.read_bytes()) == 0
    wanted = preview(path.read_bytes(), this_year=2026).counts().get("Condition", 0)
    assert Condition.objects.count() == wanted
    assert run(tmp_path, path.read_bytes()) == 0
    assert Condition.objects.count() == wanted
    assert capsys.readouterr().out.splitlines()[-1].startswith("In all: 0 added")

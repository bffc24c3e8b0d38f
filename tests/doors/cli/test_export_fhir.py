"""`bedside export fhir`: a whole record into a file that only its reader may read, once, and noted."""

import argparse
import json
import stat
from pathlib import Path

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions
from bedside.doors.cli import export_fhir
from bedside.policy.conditions import Illness
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Viewer:
    by = viewer_of(make_persona(handle="wren"))
    actions.add_condition(by=by, illness=Illness(text="Lantern lupus"))
    return by


def run(out: Path, handle: str = "wren") -> int:
    parser = argparse.ArgumentParser()
    export_fhir.add_parsers(parser.add_subparsers())
    args = parser.parse_args(["export", "fhir", "--handle", handle, "--out", str(out)])
    code: int = args.run(args)
    return code


def test_the_whole_record_is_written_for_its_reader_alone(
    by: Viewer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "wren.json"
    assert run(out) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [one["resource"]["resourceType"] for one in json.loads(out.read_text())["entry"]] == ["Patient", "Condition"]
    assert capsys.readouterr().out == "Condition: 1, Patient: 1\n"
    assert AuditEntry.objects.filter(action="record exported", object_id=by.account_id).count() == 1


def test_a_file_that_is_there_is_left_as_it_is(by: Viewer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "wren.json"
    out.write_text("mine")
    assert run(out) == 1
    assert out.read_text() == "mine"
    assert "nothing was written" in capsys.readouterr().err


def test_nobody_of_that_name_writes_nothing(by: Viewer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "x.json", handle="nobody") == 1
    assert not (tmp_path / "x.json").exists()
    assert "Nobody here is called nobody." in capsys.readouterr().err

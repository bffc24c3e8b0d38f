"""`bedside rota`, as an operator's morning check runs it."""

import argparse
from datetime import timedelta

import pytest

from bedside.areas.escalations.models import Shift
from bedside.doors.cli import rota
from bedside.kit.clock import now
from tests.areas.escalations import scene as scenes

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    rota.add_parsers(parser.add_subparsers())
    args = parser.parse_args(["rota", *words])
    return int(args.run(args))


def test_gaps_are_named_and_told_by_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    scenes.make()
    Shift.objects.filter(place=1).update(ends_at=now() + timedelta(days=2))
    Shift.objects.filter(place=2).delete()
    assert run("--days", "3") == 4
    said = capsys.readouterr().out
    assert said.startswith(f"nobody is on duty from {now() + timedelta(days=2):%Y-%m-%d %H:}")
    assert "1 gaps within 3 days." in said


def test_a_rota_without_gaps_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    scenes.make()
    Shift.objects.update(ends_at=now() + timedelta(days=9))
    assert run() == 0
    assert capsys.readouterr().out == "0 gaps within 7 days.\n"

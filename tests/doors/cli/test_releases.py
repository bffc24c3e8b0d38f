"""`bedside evidence release` and `budget`: what is final says so, and trying it out reads no answer."""

import argparse

import pytest

from bedside.areas.records.cubes import releasing as cubes
from bedside.areas.records.models import OpenRelease, PrivacyCharge
from bedside.doors.cli import evidence
from bedside.kit.errors import Refused
from bedside.policy.evidence.releases import Sums

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    evidence.add_parsers(parser.add_subparsers())
    args = parser.parse_args(["evidence", *words])
    code: int = args.run(args)
    return code


def test_trying_it_out_reads_nothing_and_costs_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cubes, "figures", lambda *_args, **_more: pytest.fail("it looked at answers"))
    assert run("release", "--epsilon", "1", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "at most 5 answers" in said
    assert "10 on a count, 20 on a sum" in said
    assert "Nothing was released or read." in said
    assert PrivacyCharge.objects.count() == 0


def test_a_release_is_made_and_the_budget_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def add_known(sums: Sums, *, epsilon: object) -> tuple[list[int], list[float]]:
        return [0 for _ in sums.people], [0.0 for _ in sums.totals]

    monkeypatch.setattr(cubes, "noisy", add_known)
    assert run("release", "--epsilon", "3.5") == 0
    assert "is final. Left of this year: 0.5." in capsys.readouterr().out
    assert run("budget") == 0
    said = capsys.readouterr().out
    assert "epsilon 3.5, 0 lines" in said
    assert "3.5 of 4 spent, 0.5 left" in said
    with pytest.raises(Refused):
        run("release", "--epsilon", "1")
    assert run("release", "--epsilon", "1", "--dry-run") == 1
    assert OpenRelease.objects.count() == 1
    assert run("release", "--waiting") == 0
    assert capsys.readouterr().out.endswith("0 made.\n")


@pytest.mark.parametrize("wrong", ["0", "much", "4.1", "0.25"])
def test_what_is_no_epsilon_is_refused_before_anything(wrong: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("release", "--epsilon", wrong)
    assert stopped.value.code == 2

"""What scores tell, on the page of a treatment: never without its caution, and never without what it cannot see."""

import argparse
import json
from functools import cache

import numpy as np
import pytest
from django.test import Client

from bedside.areas.records.cells import shown_cells, to_columns
from bedside.areas.records.facts import Facts
from bedside.areas.records.models import MEMBERS, Build, Cell
from bedside.doors.cli import evidence
from bedside.kit.viewing import as_system
from bedside.policy.evidence.change import CAUTION, Changes
from bedside.policy.evidence.headline import Headline
from bedside.policy.evidence.matching import Comparison, compare
from bedside.policy.evidence.measured import Measured
from tests.policy.evidence.invented_trials import trial

pytestmark = pytest.mark.django_db
CANNOT_SEE = "as likely both to take this and to do well"


@cache
def comparison(effect: float, latent: bool) -> Comparison:
    made = trial(0, effect=effect, latent=latent)
    return compare(made.treated, made.pool)


def publish(*, effect: float = 0.5, latent: bool = False, alarms: int = 5, runs: int = 100, few: bool = False) -> Cell:
    """Figures of 400 who took tea for migraine, 149 of whom measured themselves; `few`: 20 did."""
    changes = Changes(started=np.array([4.0] * 40 + [0.0] * 40), others=np.array([0.0] * 200 + [4.0] * 40), least=2)
    found = Measured(people=80, compared=149, change=changes, comparison=comparison(effect, latent))
    facts = Facts(
        purpose="Migraine",
        treatment="Tea",
        people=400,
        helped=200,
        headline=Headline(still_on=400, stopped=0, silent=0, remembered=0),
        measured={"pain": Measured(people=20, compared=20) if few else found},
    )
    [columns] = [to_columns(cell) for cell in shown_cells({("migraine", "tea"): facts}).values()]
    said = {"code_version": "1", "rows_read": 1, "cells_shown": 1, "duration_ms": 1, "digest": "d"}
    with as_system("the test publishes as a build does"):
        Build.objects.create(source=MEMBERS, matched_runs=runs, matched_alarms=alarms, **said)
        return Cell.objects.create(source=MEMBERS, purpose_slug="migraine", treatment_slug="tea", **columns)


def page(more: str = "") -> str:
    return Client().get(f"/treatments/migraine/tea/{more}").content.decode()


def test_the_change_stands_beside_others_and_says_why() -> None:
    publish()
    text = page()
    assert "about 80 people who started it" in text
    assert "2.0 points better" in text
    assert "50 of 100" in text
    assert "Alike, did not start" in text
    assert "Scores that start bad tend to improve by themselves." in text


@pytest.mark.parametrize("more", ["", "?print=1", "figures.csv"])
def test_a_comparison_says_what_it_cannot_see(more: str) -> None:
    publish()
    assert "people who took it stood better than others like them" in page(more)
    assert CANNOT_SEE in page(more)


def test_what_nobody_measured_is_spoken_of_where_it_makes_the_difference() -> None:
    """T2 with something unmeasured that drives who takes it: no effect, and 61 in 100 runs find one."""
    publish(effect=0, latent=True)
    assert "cannot rule out" in page()


def test_a_comparison_without_what_it_cannot_see_is_not_drawn() -> None:
    cell = publish()
    with as_system("the test breaks what is published"):
        del cell.shown["more"]["measured"][0]["comparison"]["e_value"]
        cell.save()
    assert "people who took it stood" not in page()
    assert "others like them" not in page("figures.csv")
    assert "We cannot say yet" in page()


@pytest.mark.parametrize(("runs", "alarms", "is_off"), [(100, 10, False), (100, 11, True), (99, 0, True), (0, 0, True)])
def test_too_many_false_alarms_turn_comparisons_off(runs: int, alarms: int, is_off: bool) -> None:
    publish(runs=runs, alarms=alarms)
    text = page()
    assert ("The comparison with people who did not take it is off" in text) is is_off
    assert (CANNOT_SEE in text) is not is_off
    assert f"It raised a false alarm in {alarms} of 100." in text or is_off


def test_too_few_are_said_to_be_too_few() -> None:
    publish(few=True)
    text = page()
    assert "Too few to say: it needs people who answered a questionnaire" in text
    assert "We cannot say yet" in text


def shown_in_the_terminal(capsys: pytest.CaptureFixture[str], *, as_json: bool) -> str:
    asked = {"condition": "migraine", "treatment": "tea", "source": None, "json": as_json}
    assert evidence.run(argparse.Namespace(**asked)) == 0
    return capsys.readouterr().out


def test_the_terminal_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    publish()
    [said] = json.loads(shown_in_the_terminal(capsys, as_json=True))["scores"]
    assert said["change"]["people"] == 80
    assert said["change"]["caution"] == CAUTION
    assert CANNOT_SEE in said["comparison"]["cannot_see"]
    words = shown_in_the_terminal(capsys, as_json=False)
    assert CAUTION in words
    assert CANNOT_SEE in words


def test_the_terminal_leaves_out_what_is_off(capsys: pytest.CaptureFixture[str]) -> None:
    publish(alarms=11)
    [said] = json.loads(shown_in_the_terminal(capsys, as_json=True))["scores"]
    assert "comparison" not in said
    assert "comparison_is_off" in said


@pytest.mark.parametrize(("runs", "alarms", "words"), [(100, 5, "shown."), (100, 11, "OFF."), (0, 0, "none was tried")])
def test_the_operator_is_told_when_comparisons_are_off(
    capsys: pytest.CaptureFixture[str], runs: int, alarms: int, words: str
) -> None:
    publish(runs=runs, alarms=alarms)
    evidence.run_audit(argparse.Namespace())
    assert words in capsys.readouterr().out.splitlines()[-1]

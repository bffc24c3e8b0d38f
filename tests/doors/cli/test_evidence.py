"""`bedside evidence show`: the same figures as the pages, with the same silences."""

import argparse
import json
import os
from pathlib import Path

import pytest

from bedside.areas.records import actions
from bedside.areas.records.actions import research
from bedside.doors.cli import evidence, import_
from bedside.policy.about_me import AboutMe, Sex
from bedside.policy.sharing import STATISTICS
from tests.areas.records.people import answer

pytestmark = pytest.mark.django_db


def show(*words: str) -> int:
    parser = argparse.ArgumentParser()
    subparsers = parser.add_subparsers()
    evidence.add_parsers(subparsers)
    args = parser.parse_args(["evidence", "show", *words])
    code: int = args.run(args)
    return code


@pytest.fixture
def figures() -> None:
    answer("Tea", people=40, effect=4)
    answer("Tea", people=20, effect=0)
    answer("Tramadol", people=20, effect=4)
    answer("Hats", people=9)
    actions.build()


@pytest.mark.usefixtures("figures")
def test_a_line_of_json_for_each_treatment_by_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert show("--condition", "depression", "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["treatment"], line["tier"], line["people"], line["flags"]) for line in lines] == [
        ("Tea", "share", 60, []),
        ("Tramadol", "count", 20, ["habit_forming"]),
    ]


@pytest.mark.usefixtures("figures")
def test_the_fields_stand_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    show("--condition", "depression", "--treatment", "tea", "--json")
    assert list(json.loads(capsys.readouterr().out)) == [
        "condition",
        "treatment",
        "source",
        "built",
        "tier",
        "people",
        "helped",
        "flags",
        "started",
        "message",
    ]


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_few_people_and_an_unknown_name_give_the_same_bytes_but_for_the_name(
    capsys: pytest.CaptureFixture[str], form: tuple[str, ...]
) -> None:
    show("--condition", "depression", "--treatment", "Hats", *form)
    few = capsys.readouterr().out
    show("--condition", "depression", "--treatment", "Cats", *form)
    assert capsys.readouterr().out == few.replace("Hats", "Cats")


@pytest.mark.usefixtures("figures")
def test_too_few_to_say_is_said_in_six_fields(capsys: pytest.CaptureFixture[str]) -> None:
    show("--condition", "depression", "--treatment", "Hats", "--json")
    assert capsys.readouterr().out == (
        '{"condition": "depression", "treatment": "Hats", "tier": "none", "people": null, "helped": null, '
        '"message": "Too few to say."}\n'
    )


@pytest.mark.usefixtures("figures")
def test_words_for_people_name_the_source_and_the_flag(capsys: pytest.CaptureFixture[str]) -> None:
    show("--condition", "depression", "--treatment", "Tramadol")
    assert capsys.readouterr().out == (
        "Tramadol, for depression [members]: About 20 people. Too few to say how many it helped. "
        "People tend to rate this kind of medicine higher than trials do. It can be hard to stop.\n"
    )


def test_an_unknown_condition_ends_with_2_and_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    assert show("--condition", "depresion") == 2
    assert capsys.readouterr().err == 'unknown condition "depresion"; did you mean "depression"?\n'


@pytest.mark.usefixtures("figures")
def test_one_source_can_be_asked_for_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert show("--condition", "depression", "--source", "external:drugscom") == 0
    assert capsys.readouterr().out == ""


def test_lexapro_is_shown_as_the_specification_has_it(capsys: pytest.CaptureFixture[str]) -> None:
    home = Path(os.environ.get("BEDSIDE_SHARED", Path(__file__).parents[4] / "shared")) / "data" / "reviews"
    if not home.exists():
        pytest.skip(f"the public sets are absent: {home}; BEDSIDE_SHARED says where the shared folder is")
    parser = argparse.ArgumentParser()
    import_.add_parsers(parser.add_subparsers())
    args = parser.parse_args(["import", "evaluations", str(home / "drugscom_ratings.csv.gz")])
    args.run(args)
    capsys.readouterr()
    show("--condition", "depression", "--treatment", "Lexapro", "--json")
    said = json.loads(capsys.readouterr().out)
    said.pop("built")
    assert said == {
        "condition": "depression",
        "treatment": "Lexapro",
        "source": "external:drugscom",
        "tier": "share",
        "people": 90,
        "helped": {"share": 0.80, "interval": [0.70, 0.90], "shrunken": True, "prior": 0.70},
        "flags": [],
        "started": None,
        "message": "About 90 people; 80 % say it helped (70 to 90 %).",
    }


def test_who_answered_stands_in_the_json_as_far_as_on_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    for sex, people in ((Sex.FEMALE, 30), (Sex.MALE, 14)):
        for by, _course in answer("Tea", people=people, effect=4) + answer("Tea", people=people, effect=0):
            actions.keep_about(by=by, said=AboutMe(sex=sex))
            research.let_use(by=by, audience=STATISTICS, kinds=["about_me"])
    answer("Hats", people=40)
    actions.build()
    show("--condition", "depression", "--json")
    tea, hats = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert [(one["level"], one["people"], one["tier"]) for one in tea["who"]["sex"]] == [
        ("female", 60, "share"),
        ("male", 30, "share"),
    ]
    assert "age_band" not in tea["who"]
    assert "who" not in hats

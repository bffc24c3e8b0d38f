"""What stands on the one page for a visit, and in which order."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.visits.facts import PLANNED, UNSURE, Effect, Facts, Illness, Scored, Taken
from bedside.policy.visits.sheet import LEVELS, Part, fitted, left_out, name, parts

VISIT = date(2026, 8, 3)
BEFORE, AFTER = date(2026, 7, 1), date(2026, 10, 3)
LDN = Taken(name="Naltrexone", dose="4.5 mg", purpose="ME/CFS", since="since May 2026", started_on=BEFORE)


def facts(**changes: Any) -> Facts:
    return Facts(**{"name": "Juniper", "birth_year": 1984, "made_on": date(2026, 11, 22)} | changes)


def stopped(what: str = "Amitriptyline", on: date | None = AFTER, *, why: tuple[str, ...] = ("cost",)) -> Taken:
    return Taken(name=what, purpose="sleep", until="until October 2026", going_on=False, stopped_on=on, why_stopped=why)


def scored(value: float, on: date, *, least: float | None = 5, band: str = "mild") -> Scored:
    return Scored(title="PHQ-9", on=on, value=value, band=band, minimal_change=least)


def lines(key: str, given_facts: Facts) -> tuple[str, ...]:
    return next((one.lines for one in parts(given_facts) if one.key == key), ())


def test_the_questions_stand_first_and_the_allergies_last() -> None:
    whole = parts(
        facts(
            questions=("Is it the tablets?",),
            last_visit=VISIT,
            illnesses=(Illness(name="Migraine"),),
            taken=(LDN, stopped(), replace(LDN, effects=(Effect(name="dreams", severity=3),))),
            allergies=("Penicillin",),
        )
    )
    keys = [one.key for one in whole]
    assert keys == ["questions", "changed", "illnesses", "now", "before", "effects", "allergies"]


def test_a_fourth_question_is_refused() -> None:
    with pytest.raises(ValueError, match="three"):
        parts(facts(questions=("a?", "b?", "c?", "d?")))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"illnesses": (Illness(name="Anaemia", said="since September 2026", new_on=AFTER),)}, "New: Anaemia, since"),
        ({"illnesses": (Illness(name="Anaemia", new_on=VISIT),)}, "New: Anaemia"),
        ({"illnesses": (Illness(name="Anaemia", over_on=AFTER),)}, "Over: Anaemia"),
        ({"taken": (replace(LDN, started_on=AFTER),)}, "Started: Naltrexone 4.5 mg for ME/CFS, since May 2026"),
        ({"taken": (stopped(),)}, "Stopped: Amitriptyline for sleep, until October 2026: cost"),
        (
            {"scores": (scored(14, BEFORE, band="moderate"), scored(8, AFTER))},
            "PHQ-9: 14 (moderate) on 1 July 2026, 8 (mild)",
        ),
    ],
)
def test_what_is_new_since_the_last_visit_is_said(changes: dict[str, Any], said: str) -> None:
    (line,) = lines("changed", facts(last_visit=VISIT, **changes))
    assert line.startswith(said)


@pytest.mark.parametrize(
    "changes",
    [
        {
            "illnesses": (
                Illness(name="Anaemia", new_on=BEFORE),
                Illness(name="Asthma", over_on=BEFORE),
                Illness(name="Gout"),
            )
        },
        {"taken": (LDN, stopped(on=BEFORE), stopped(on=None))},
        {"scores": (scored(12, BEFORE), scored(8, AFTER))},
        {"scores": (scored(20, BEFORE, least=None), scored(1, AFTER, least=None))},
        {"scores": (scored(20, BEFORE), scored(1, date(2026, 7, 9)))},
        {"scores": (scored(20, AFTER),)},
    ],
)
def test_what_is_older_or_moved_less_than_it_takes_is_no_change(changes: dict[str, Any]) -> None:
    assert lines("changed", facts(last_visit=VISIT, **changes)) == ("Nothing that I wrote down.",)


def test_a_score_is_compared_with_the_last_one_before_the_visit() -> None:
    series = (scored(27, date(2026, 1, 1)), scored(10, BEFORE), scored(9, AFTER), scored(16, date(2026, 11, 1)))
    (line,) = lines("changed", facts(last_visit=VISIT, scores=series))
    assert line == "PHQ-9: 10 (mild) on 1 July 2026, 16 (mild) on 1 November 2026"


def test_without_the_day_of_the_last_visit_nothing_is_said_of_changes() -> None:
    assert lines("changed", facts(taken=(replace(LDN, started_on=AFTER),))) == ()


def test_what_was_tried_stands_with_its_reasons_the_latest_first_and_those_without_a_day_last() -> None:
    taken = (stopped("Old", date(2020, 1, 1)), stopped("Undated", None, why=()), stopped("New"), LDN)
    found = lines("before", facts(taken=taken))
    assert [one.split()[0] for one in found] == ["New", "Old", "Undated"]
    assert found[2].endswith(": no reason given")


def test_the_worst_unwanted_effects_come_first_and_mild_ones_only_while_they_last() -> None:
    effects = (
        Effect(name="itch", severity=1),
        Effect(name="dry mouth", severity=1, still=True),
        Effect(name="dreams", severity=2),
        Effect(name="fits", severity=4),
    )
    assert lines("effects", facts(taken=(replace(LDN, effects=effects),))) == (
        "fits with Naltrexone: extremely severe",
        "dreams with Naltrexone: moderate",
        "dry mouth with Naltrexone: mild, still there",
    )


@pytest.mark.parametrize(
    ("known", "said"),
    [(None, "Not filled in. Please ask."), ((), "None that I know of."), (("Penicillin: rash",), "Penicillin: rash")],
)
def test_no_allergies_and_nobody_asked_are_not_the_same(known: tuple[str, ...] | None, said: str) -> None:
    assert lines("allergies", facts(allergies=known)) == (said,)


def test_what_is_over_is_not_among_what_there_is() -> None:
    ills = (Illness(name="Asthma", over_on=BEFORE), Illness(name="Gout", said="since 2019"))
    assert lines("illnesses", facts(illnesses=ills)) == ("Gout, since 2019",)


def test_a_ninth_treatment_tried_before_is_counted_and_not_lost() -> None:
    whole = parts(facts(taken=tuple(stopped(f"Drug {n}") for n in range(13))))
    before = next(one for one in fitted(whole, level=0) if one.key == "before")
    assert (len(before.lines), before.more) == (8, 5)


@given(st.lists(st.text(min_size=1, max_size=400), max_size=30), st.integers(0, len(LEVELS) - 1))
def test_at_each_level_no_line_is_lost_without_being_counted(names: list[str], level: int) -> None:
    whole = parts(facts(illnesses=tuple(Illness(name=one) for one in names)))
    shown = fitted(whole, level=level)
    assert sum(len(one.lines) for one in shown) + left_out(shown) == sum(len(one.lines) for one in whole)
    assert all(len(line) <= LEVELS[level]["length"] for one in shown for line in one.lines)


def test_each_level_is_tighter_than_the_one_before() -> None:
    whole = [
        Part(key, "", ("x" * 240,) * 40)
        for key in ("changed", "now", "open", "before", "effects", "illnesses", "allergies")
    ]
    room = [sum(len(line) for one in fitted(whole, level=level) for line in one.lines) for level in range(len(LEVELS))]
    assert room == sorted(room, reverse=True)
    assert len(set(room)) == len(room)


def test_a_name_without_end_is_cut() -> None:
    assert name(facts(name="x" * 500)) == "x" * 59 + "…"
    assert name(facts(name=" Juniper \n Ashby ")) == "Juniper Ashby"


def test_what_is_planned_or_was_never_confirmed_is_neither_taken_nor_tried() -> None:
    planned = Taken(
        name="Iron", purpose="anaemia", since="from May 2027", going_on=False, open_as=PLANNED, started_on=AFTER
    )
    brought = Taken(name="Metoprolol", dose="50 mg", purpose="", going_on=False, open_as=UNSURE, started_on=AFTER)
    told = facts(taken=(LDN, planned, brought), last_visit=VISIT)
    assert lines("open", told) == (
        "Planned: Iron for anaemia, from May 2027",
        "Metoprolol 50 mg: from a file, I have not said whether I take it",
    )
    assert len(lines("now", told)) == 1
    assert lines("before", told) == ()
    assert lines("changed", told) == ("Nothing that I wrote down.",)


@pytest.mark.parametrize("level", range(len(LEVELS)))
def test_at_each_level_the_reason_the_doubt_and_the_start_outlast_the_name(level: int) -> None:
    long = "A very long name of a treatment that goes on and on " * 4
    taken = (
        Taken(name=long, purpose="sleep", until="until May 2026", going_on=False, why_stopped=("It cost too much",)),
        Taken(name=long, purpose="sleep", since="since May 2026"),
        Taken(name=long, purpose="", going_on=False, open_as=UNSURE),
    )
    shown = {one.key: one.lines for one in fitted(parts(facts(taken=taken)), level=level)}
    assert shown["before"][0].endswith(": It cost too much")
    assert shown["now"][0].endswith(", since May 2026")
    assert shown["open"][0].endswith(": from a file, I have not said whether I take it") or level == len(LEVELS) - 1
    assert all(len(line) <= LEVELS[level]["length"] for lines in shown.values() for line in lines)


def test_where_there_is_room_for_few_changes_each_kind_is_told_of() -> None:
    new = tuple(Illness(name=f"Illness {number}", said="", new_on=AFTER) for number in range(9))
    told = facts(
        illnesses=new,
        taken=(stopped(), Taken(name="Iron", purpose="", started_on=AFTER)),
        scores=(scored(20, date(2026, 5, 1)), scored(8, AFTER)),
        last_visit=VISIT,
    )
    (changed,) = [one for one in fitted(parts(told), level=3) if one.key == "changed"]
    assert [line.split(":")[0] for line in changed.lines] == ["PHQ-9", "Stopped", "Started", "New"]
    assert changed.more == 8

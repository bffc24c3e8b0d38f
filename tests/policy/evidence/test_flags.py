"""A medicine whose class alone says something carries one fixed sentence."""

import csv
from importlib import resources

import pytest

from bedside.policy.evidence.flags import SENTENCES, Flag, Known, all_flags, flags_of


@pytest.mark.parametrize(
    "name",
    [
        "Tramadol",
        "tramadol",
        "Acetaminophen / hydrocodone",
        "Xanax XR",
        "adderall-xr",
        "Ambien CR",
        "Lyrica",
        "MS Contin",
        "Zopiclone",
        "gabapentin enacarbil",
    ],
)
def test_opioids_sleeping_pills_stimulants_and_their_like_are_habit_forming(name: str) -> None:
    assert flags_of(name) == (Flag.HABIT_FORMING,)


@pytest.mark.parametrize("name", ["Lexapro", "Metformin", "Methylnaltrexone", "", "🜁", "contin", "Ambient light"])
def test_other_treatments_carry_no_flag(name: str) -> None:
    assert flags_of(name) == ()


@pytest.mark.parametrize("flag", Flag)
def test_each_flag_prints_one_short_text(flag: Flag) -> None:
    assert 20 < len(SENTENCES[flag]) < 100


def test_each_class_is_on_the_list_and_no_name_stands_twice() -> None:
    text = resources.files("bedside.policy.evidence").joinpath("flags.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["class"] for row in rows} == {"opioid", "benzodiazepine", "z-drug", "stimulant", "gabapentinoid"}
    assert len({row["name"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("known", "flags"),
    [
        (Known(), ()),
        (Known(is_approved_here=True, is_second_line=False), ()),
        (Known(is_approved_here=False), (Flag.OFF_LABEL_HERE,)),
        (Known(is_second_line=True), (Flag.USUALLY_SECOND_LINE,)),
        (Known(has_boxed_warning=True, has_term=False), (Flag.BOXED_WARNING, Flag.FREE_TEXT_ONLY)),
        (Known(masks_symptoms=True), (Flag.SYMPTOM_MASKING,)),
    ],
)
def test_what_the_site_knows_raises_flags_and_what_it_does_not_know_raises_none(
    known: Known, flags: tuple[Flag, ...]
) -> None:
    assert all_flags("Metformin", known) == flags
    assert all_flags("Tramadol", known) == (Flag.HABIT_FORMING, *flags)

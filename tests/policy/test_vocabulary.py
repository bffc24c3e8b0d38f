"""Comparing, repairing and suggesting names."""

import pytest

from bedside.policy import vocabulary
from bedside.policy.vocabulary import Reason, Rejected, Repaired, damage, normalise, repair_condition, suggest, tidy


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("ME/CFS", "me cfs"),
        ("  Crohn's   Disease, maintenance ", "crohn s disease maintenance"),
        ("adderall-xr", "adderall xr"),
        ("\uff24\uff49\uff41betes", "diabetes"),
        ("snake_case", "snake case"),
        ("Ménière", "ménière"),
        ("", ""),
        ("!?", ""),
    ],
)
def test_names_are_compared_without_capitals_and_punctuation(text: str, compared: str) -> None:
    assert normalise(text) == compared


def test_a_condition_is_kept_with_its_punctuation_and_single_spaces() -> None:
    assert tidy("  Diabetes,\u00a0 Type 2\n") == "diabetes, type 2"


def test_a_treatment_is_kept_with_its_capitals() -> None:
    assert vocabulary.tidy_treatment(" Abilify  Maintena ") == "Abilify Maintena"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("bipolar disorde", "bipolar disorder"),
        ("overactive bladde", "overactive bladder"),
        ("breast cance", "breast cancer"),
        ("ibromyalgia", "fibromyalgia"),
        ("emale infertility", "female infertility"),
        ("eve", "fever"),
        ("vertig", "vertigo"),
        ("zen shoulde", "frozen shoulder"),
        ("lic acid deficiency", "folic acid deficiency"),
        ("premature lab", "premature labor"),
        ("mance anxiety", "performance anxiety"),
    ],
)
def test_a_damaged_condition_is_repaired(written: str, meant: str) -> None:
    assert repair_condition(written) == Repaired(meant, changed=True)


@pytest.mark.parametrize(
    "text",
    ["eczema", "anxiety", "osteoarthritis", "birth control", "smoking cessation", "gas", "an illness nobody knows"],
)
def test_a_condition_that_is_whole_or_unknown_is_left_as_it_is(text: str) -> None:
    assert repair_condition(text) == Repaired(text, changed=False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("4</span> users found this comment helpful.", Reason.PAGE_TEXT),
        ("12 users found this comment helpful.", Reason.PAGE_TEXT),
        ("not listed / othe", Reason.NOT_LISTED),
        ("Not Listed / Other", Reason.NOT_LISTED),
        ("moterol / mometasone)", Reason.MEDICINE_NAME),
        ("ge (amlodipine / valsartan)", Reason.MEDICINE_NAME),
        ("mulation) (phenylephrine)", Reason.MEDICINE_NAME),
        ("women (oxybutynin)", Reason.FRAGMENT),
        ("pe", Reason.FRAGMENT),
        ("12", Reason.FRAGMENT),
        ("  ", Reason.EMPTY),
    ],
)
def test_what_is_no_condition_is_refused_with_the_reason(text: str, reason: Reason) -> None:
    assert repair_condition(text) == Rejected(reason)


def test_a_bracket_that_names_a_germ_is_no_medicine() -> None:
    assert repair_condition("worms (a latin name)") == Repaired("worms (a latin name)", changed=False)


def test_a_loaded_vocabulary_repairs_more() -> None:
    assert repair_condition("aux disorde", vocabulary=["Faux Disorder"]) == Repaired("faux disorder", changed=True)


def test_a_string_that_two_names_may_have_become_is_left() -> None:
    assert repair_condition("quix", vocabulary=["quixo", "quixor"]) == Repaired("quix", changed=False)


def test_every_built_in_name_is_left_as_it_is() -> None:
    names = vocabulary.builtin_names()
    assert [name for name in names if repair_condition(name) != Repaired(name, changed=False)] == []


def test_every_built_in_name_is_found_again_when_it_was_damaged() -> None:
    damaged = {name: damage(name) for name in vocabulary.builtin_names() if damage(name) != name}
    found = {name: repair_condition(text) for name, text in damaged.items()}
    assert found == {name: Repaired(name, changed=True) for name in damaged}


def test_purposes_are_not_conditions() -> None:
    assert vocabulary.is_purpose_only("Birth control")
    assert not vocabulary.is_purpose_only("acne")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("depresion", "depression"),
        ("fibromialgia", "fibromyalgia"),
        ("bipolar disorde", "bipolar disorder"),
        ("multipel sclerosis", "multiple sclerosis"),
        ("DIABETES INSIPIDIS", "diabetes insipidus"),
        ("xqzzk", None),
        ("", None),
        ("!", None),
    ],
)
def test_did_you_mean(typed: str, meant: str | None) -> None:
    assert suggest(typed, vocabulary.builtin_names()) == meant


def test_of_two_names_as_like_as_each_other_the_first_by_alphabet_is_suggested() -> None:
    assert suggest("abcd", ["abcz", "abcy"]) == "abcy"


def test_an_empty_vocabulary_suggests_nothing() -> None:
    assert suggest("depression", []) is None


def test_an_unknown_condition_is_told_with_a_suggestion() -> None:
    said = vocabulary.unknown_condition("depresion", vocabulary.builtin_names())
    assert said == 'unknown condition "depresion"; did you mean "depression"?'


def test_an_unknown_condition_is_told_without_one() -> None:
    assert vocabulary.unknown_condition("xqzzk", vocabulary.builtin_names()) == 'unknown condition "xqzzk"'

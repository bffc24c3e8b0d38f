"""What the guard says, as the composer shows it."""

from dataclasses import replace
from typing import Any

import pytest

from bedside.doors.web import verdicts
from bedside.doors.web.verdict_words import card_of
from bedside.policy.guard import Facts, Finding, Hint, Part, Report, Urgency, inspect

TWO = "She was seen on 3 March 2026. Her number is 402-555-0142."
CLINICIAN = Facts(role="clinician")
REPORT = inspect(TWO, CLINICIAN)
TOGETHER = "A 45M beekeeper from our valley."
PARTS = (
    Part(2, 5, "age", "in his forties"),
    Part(6, 15, "job", ""),
    Part(21, 31, "place"),
)
COMBINED = Finding(
    "combination", "R", 2, 31, "combination.k", (), "hold", 0.8, "other", "A few fit.", "Leave out the work.", PARTS
)  # fmt: skip


def shown(text: str, report: Report, *, whole: str = "", told: Facts = CLINICIAN, **more: Any) -> dict[str, Any]:
    return verdicts.verdict(report, text=text, whole=whole or text, told=told, **more)


def combined() -> Report:
    return Report(verdict="hold", findings=(COMBINED,), chars=len(TOGETHER))


def urgent(card: str, *, about: str = "self") -> Report:
    hint = Hint("emergency", 0, 5, "urgent.chest", "Chest pain can be the heart.", about)  # type: ignore[arg-type]
    return Report("pass", (), 20, urgency=Urgency("emergency", (hint, hint), card))  # type: ignore[arg-type]  # a card


def test_places_are_marked_and_numbered_in_the_order_of_the_text() -> None:
    marked = verdicts.marked(TWO, REPORT)
    assert marked.index("<sup>1</sup>") < marked.index("<sup>2</sup>")


def test_what_was_typed_is_escaped_around_and_inside_the_marks() -> None:
    text = f"<b>x</b> {TWO}"
    assert "<b>" not in verdicts.marked(text, inspect(text, CLINICIAN))


def test_the_script_is_told_the_same_places() -> None:
    assert shown(TWO, REPORT)["marks"] == "16-28 44-56"


def test_each_finding_quotes_its_words_and_offers_one_press() -> None:
    first, second = shown(TWO, REPORT)["findings"]
    assert (first["words"], first["fix"], first["fix_value"]) == ("3 March 2026", "Replace with “2026”", "fix:16:28")
    assert (second["words"], second["n"]) == ("402-555-0142", 2)


@pytest.mark.parametrize("do", ["fix:0:1", "fix:-1:2", "fix:16", "fix:", "fix:x:y", "part:16:28", "fix:²:³", "nothing"])
def test_a_press_on_a_place_that_is_not_there_mends_nothing(do: str) -> None:
    assert verdicts.mended(TWO, REPORT, do=do, told=CLINICIAN) == TWO


def test_one_press_mends_the_place_it_names() -> None:
    assert (
        verdicts.mended(TWO, REPORT, do="fix:16:28", told=CLINICIAN)
        == "She was seen in 2026. Her number is 402-555-0142."
    )


def test_the_safer_wording_holds_nothing_that_was_found() -> None:
    safer = verdicts.mended(TWO, REPORT, do="safer", told=CLINICIAN)
    assert safer == shown(TWO, REPORT)["safer"]
    assert not verdicts.shown(inspect(safer, CLINICIAN))


def test_a_place_outside_the_text_is_told_and_not_mended() -> None:
    whole = f"Fine.\n\n{TWO}"
    given = shown("Fine.", inspect(whole, CLINICIAN), whole=whole)
    assert (len(given["findings"]), given["safer"], {each["fix"] for each in given["findings"]}) == (2, "", {""})
    assert (given["findings"][0]["words"], given["marks"]) == ("3 March 2026", "")


def test_a_text_that_could_not_be_checked_is_not_offered_to_be_left_out() -> None:
    finding = Finding("unchecked", None, 0, len(TWO), "guard.failed", (), "hold", 1.0, "unknown", "Why.", None)
    report = Report(verdict="hold", findings=(finding,), chars=len(TWO))
    (only,) = shown(TWO, report)["findings"]
    assert (only["fix"], only["words"], shown(TWO, report)["marks"]) == ("", "", "")


class TestCombination:
    def test_each_part_is_named_quoted_and_softened_by_itself(self) -> None:
        (only,) = shown(TOGETHER, combined())["findings"]
        assert [(part["words"], part["fix"]) for part in only["parts"]] == [
            ("45M", "Replace with “in his forties”"),
            ("beekeeper", "Leave it out"),
            ("our valley", ""),
        ]
        assert (only["fix"], only["advice"], len({part["what"] for part in only["parts"]})) == (
            "",
            "Leave out the work.",
            3,
        )

    def test_its_parts_are_marked_and_not_what_lies_between(self) -> None:
        assert shown(TOGETHER, combined())["marks"] == "2-5 6-15 21-31"

    @pytest.mark.parametrize(
        ("do", "said"),
        [
            ("part:2:5", "An in his forties beekeeper from our valley."),
            ("part:6:15", "A 45M from our valley."),
            ("part:21:31", TOGETHER),
            ("fix:2:31", TOGETHER),
        ],
    )
    def test_one_press_softens_one_part(self, do: str, said: str) -> None:
        assert verdicts.mended(TOGETHER, combined(), do=do, told=CLINICIAN) == said


class TestCard:
    @pytest.mark.parametrize(
        ("card", "kind", "first"),
        [
            ("emergency", "emergency", "Emergency: call 999 now"),
            ("crisis", "emergency", "You don't have to be alone"),
            ("call_today", "today", "Today: call"),
            ("private", "", "Not urgent: "),
        ],
    )
    def test_its_first_words_say_how_soon(self, card: str, kind: str, first: str) -> None:
        given = card_of(urgent(card), "Chest pain and sweat.", role="patient", country="GB")
        assert given is not None
        assert (given["kind"], str(given["title"]).startswith(first)) == (kind, True)
        assert given["points"] == ["“Chest”: Chest pain can be the heart."]

    def test_nothing_urgent_needs_no_card(self) -> None:
        assert card_of(urgent("none"), "x", role="patient", country="") is None

    @pytest.mark.parametrize(("shown_before", "role"), [("", "alert"), ("emergency", ""), ("private", "alert")])
    def test_an_emergency_is_announced_once(self, shown_before: str, role: str) -> None:
        given = card_of(urgent("emergency"), "Chest", role="patient", country="", shown=shown_before)
        assert given is not None
        assert given["role"] == role

    @pytest.mark.parametrize(
        ("role", "card", "about", "seen"),
        [
            ("carer", "emergency", "other", True),
            ("clinician", "emergency", "other", False),
            ("clinician", "emergency", "self", False),
            ("clinician", "crisis", "self", True),
            ("student", "crisis", "other", False),
        ],
    )
    def test_who_writes_of_those_in_her_care_is_shown_a_card_for_herself_alone(
        self, role: str, card: str, about: str, seen: bool
    ) -> None:
        assert (card_of(urgent(card, about=about), "Chest", role=role, country="") is not None) is seen

    @pytest.mark.parametrize("card", ["emergency", "crisis", "call_today", "private"])
    def test_it_names_no_crisis_line_and_holds_no_post_back(self, card: str) -> None:
        report = replace(urgent(card), verdict="pass")
        given = shown("Chest pain.", report, told=Facts(role="patient"))
        digits = {word for word in str(given["care"]).replace(".", " ").split() if word.isdigit()}
        assert digits <= {"112"}
        assert (given["kind"], given["findings"]) == ("pass", [])

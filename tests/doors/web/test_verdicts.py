"""What the guard says, as the composer shows it."""

import pytest

from bedside.areas.people.viewer import Viewer
from bedside.doors.web import verdicts
from bedside.policy.guard import Facts, Finding, Report, inspect

TWO = "She was seen on 3 March 2026. Her number is 402-555-0142."
CLINICIAN = Viewer(persona_id=1, account_id=1, kind="clinician", level="V3", confirmed=True, staff=frozenset())
REPORT = inspect(TWO, Facts(role="clinician"))


def test_places_are_marked_and_numbered_in_the_order_of_the_text() -> None:
    shown = verdicts.marked(TWO, REPORT)
    assert shown.index("<sup>1</sup>") < shown.index("<sup>2</sup>")


def test_what_was_typed_is_escaped_around_and_inside_the_marks() -> None:
    text = f"<b>x</b> {TWO}"
    assert "<b>" not in verdicts.marked(text, inspect(text, Facts(role="clinician")))


@pytest.mark.parametrize("n", [0, -1, 3])
def test_an_unknown_place_mends_nothing(n: int) -> None:
    assert verdicts.mended(TWO, REPORT, n) == TWO


def test_the_safer_wording_holds_nothing_that_was_found() -> None:
    assert not verdicts.shown(inspect(verdicts.safer_whole(TWO, REPORT), Facts(role="clinician")))


def test_a_place_outside_the_text_is_told_and_not_mended() -> None:
    report = inspect(f"Fine.\n\n{TWO}", Facts(role="clinician"))
    given = verdicts.verdict(report, text="Fine.", viewer=CLINICIAN)
    assert (len(given["findings"]), given["safer"], {each["fix"] for each in given["findings"]}) == (2, "", {""})


def test_a_text_that_could_not_be_checked_is_not_offered_to_be_left_out() -> None:
    finding = Finding("unchecked", None, 0, len(TWO), "guard.failed", (), "hold", 1.0, "unknown", "Why.", None)
    report = Report(verdict="hold", findings=(finding,), chars=len(TWO))
    assert verdicts.verdict(report, text=TWO, viewer=CLINICIAN)["findings"][0]["fix"] == ""

"""Which posts of a student wait."""

from datetime import UTC, datetime, timedelta

import pytest

from bedside.policy.verification.students import Said, answer, out_on, tells_of_placement

PLAIN = "Spaced repetition helps me learn the cranial nerves."


@pytest.mark.parametrize(
    "text",
    [
        "Saw my first Takotsubo on rounds, poor thing lost her husband",
        "On my placement I met a man who could not swallow.",
        "We clerked someone with a rare rash on the ward.",
        "A patient in clinic asked me something hard.",
        "I assisted in theatre today",
    ],
)
def test_what_was_seen_on_a_placement_is_noticed(text: str) -> None:
    assert tells_of_placement(text)


@pytest.mark.parametrize(
    "text",
    ["My placement starts in May. Any tips?", PLAIN, "How do I pick a rotation?", "I saw a talk about migraine.", ""],
)
def test_talk_about_studying_is_not(text: str) -> None:
    assert not tells_of_placement(text)


@pytest.mark.parametrize(
    ("kind", "space_kind", "said", "text", "becomes"),
    [
        ("student", "square", "yes", PLAIN, "wait"),
        ("student", "square", "no", PLAIN, "publish"),
        ("student", "square", "", PLAIN, "ask"),
        ("student", "square", "no", "I saw a patient on the ward.", "ask"),
        ("student", "square", "yes", "I saw a patient on the ward.", "wait"),
        ("student", "practice", "yes", PLAIN, "wait"),
        ("student", "room", "yes", PLAIN, "publish"),
        ("student", "room", "", PLAIN, "publish"),
        ("clinician", "square", "yes", "I saw a patient on the ward.", "publish"),
        ("patient", "square", "", "I saw a nurse on the ward.", "publish"),
    ],
)
def test_a_placement_post_for_the_open_waits(kind: str, space_kind: str, said: Said, text: str, becomes: str) -> None:
    assert answer(kind=kind, space_kind=space_kind, said=said, text=text) == becomes


def test_it_waits_thirty_days() -> None:
    sent = datetime(2026, 3, 1, tzinfo=UTC)
    assert out_on(sent) - sent == timedelta(days=30)

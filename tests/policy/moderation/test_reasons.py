"""Why something is reported, and who looks at it."""

import pytest

from bedside.policy.moderation import reasons
from bedside.policy.moderation.reasons import CARE, FOR_ACTS, REASONS, Desk, Place, Thing, desk_of, main_reason

SQUARE, SPACE = Place(in_square=True, stewards=3), Place(stewards=2)
ALONE, COLLEAGUE = Place(stewards=0), Place(stewards=2, author_is_steward=True)


@pytest.mark.parametrize(
    ("reason", "thing", "place", "desk"),
    [
        ("unkind", Thing.POST, SPACE, Desk.STEWARD),
        ("rules", Thing.POST, SPACE, Desk.STEWARD),
        ("names_other", Thing.POST, SPACE, Desk.STEWARD),
        ("private", Thing.POST, SPACE, Desk.STEWARD),
        ("danger", Thing.POST, SPACE, Desk.MODERATOR),
        ("law", Thing.POST, SPACE, Desk.MODERATOR),
        ("not_them", Thing.POST, SPACE, Desk.MODERATOR),
        ("unkind", Thing.POST, SQUARE, Desk.MODERATOR),
        ("unkind", Thing.POST, ALONE, Desk.MODERATOR),
        ("unkind", Thing.POST, COLLEAGUE, Desk.MODERATOR),
        ("unkind", Thing.PERSONA, SPACE, Desk.MODERATOR),
        ("unkind", Thing.SPACE, SPACE, Desk.MODERATOR),
        ("unkind", Thing.MESSAGE, SPACE, Desk.MODERATOR),
    ],
)
def test_who_looks_at_a_report(reason: str, thing: Thing, place: Place, desk: Desk) -> None:
    assert desk_of(reason, thing=thing, place=place) is desk


def test_the_two_reasons_of_care_stand_first_and_have_the_words_of_the_specification():
    first = [(one.words, one.care) for one in reasons.reasons_for(Thing.POST)[:2]]
    assert first == [("Someone may be in danger", "urgent"), ("This is too private for public", "sensitive")]


def test_only_a_post_can_be_too_private_for_public():
    assert [thing for thing in Thing if "private" in {one.code for one in reasons.reasons_for(thing)}] == [Thing.POST]


def test_a_call_for_care_is_no_reason_to_act_against_a_post():
    assert not CARE & FOR_ACTS
    assert set(REASONS) == CARE | FOR_ACTS


@pytest.mark.parametrize("code", sorted(FOR_ACTS))
def test_an_author_reads_of_the_text_and_never_of_herself(code: str) -> None:
    told = REASONS[code].told
    assert told
    assert not told.lower().startswith("you")
    assert all(word not in told.lower() for word in ("abus", "guilty", "violat", "offend", "spammer", "fraud", "lie"))


@pytest.mark.parametrize("code", sorted(REASONS))
def test_codes_fit_their_column(code: str) -> None:
    assert len(code) <= 12


@pytest.mark.parametrize(
    ("codes", "main"),
    [
        ({"spam": 1}, "spam"),
        ({"spam": 3, "unkind": 2}, "spam"),
        ({"spam": 2, "unkind": 2}, "unkind"),
        ({"spam": 300, "danger": 1}, "danger"),
        ({"private": 5, "danger": 1, "law": 9}, "private"),
    ],
)
def test_a_call_for_care_is_never_outvoted(codes: dict[str, int], main: str) -> None:
    assert main_reason(codes) == main

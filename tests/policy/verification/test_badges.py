"""A badge is a sentence made of the record: what was checked, by what, when, and until when."""

from datetime import UTC, date, datetime

import pytest

from bedside.policy.verification.badges import Record, badge, licence_shown, sentence

MARCH = datetime(2026, 3, 3, 12, tzinfo=UTC)
NEXT_MARCH = datetime(2027, 3, 3, 12, tzinfo=UTC)
MAY = datetime(2026, 5, 1, tzinfo=UTC)
REGISTER = date(2026, 11, 1)


def record(**changes: object) -> Record:
    told: dict[str, object] = {
        "id": 7,
        "level": "V3",
        "title": "Dr",
        "profession": "Physician",
        "checked": "",
        "checked_at": MARCH,
        "valid_until": NEXT_MARCH,
        "register_date": REGISTER,
        "region": "NE",
        "licence": "76642",
        "proof": "registry_callback",
        "proved_at": MARCH,
    }
    return Record(**(told | changes))  # type: ignore[arg-type]


WORKS = {"level": "V1", "title": "", "employer": "example.org", "licence": "", "proof": "institution_mail"}
BY_HAND = {"checked": "licence and identity", "licence": "", "proof": "", "register_date": None}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {},
            "Physician · licence NE …6642 (register of 1 Nov 2026) · identity proven by registry call-back 3 Mar 2026 "
            "· specialty self-declared · valid to 3 Mar 2027",
        ),
        (
            {"licence_whole": True, "specialty": "neurology", "specialty_checked": True, "proof": "documents"},
            "Physician · licence NE 76642 (register of 1 Nov 2026) · identity proven by documents that two "
            "reviewers saw 3 Mar 2026 · specialty neurology, from the register · valid to 3 Mar 2027",
        ),
        (
            {"specialty": "neurology", "proof": "institution_mail"},
            "Physician · licence NE …6642 (register of 1 Nov 2026) · identity proven by a code sent to a work address "
            "3 Mar 2026 · specialty neurology, self-declared · valid to 3 Mar 2027",
        ),
        (
            {"level": "V4", "employer": "Elm Street Practice", "proof": "roster"},
            "Physician · licence NE …6642 (register of 1 Nov 2026) · identity proven by the roster of the employer "
            "3 Mar 2026 · specialty self-declared · at Elm Street Practice, from its roster · valid to 3 Mar 2027",
        ),
        (
            {"licence": ""},
            "Physician · found in the register of 1 Nov 2026 · identity proven by registry call-back "
            "3 Mar 2026 · specialty self-declared · valid to 3 Mar 2027",
        ),
        (WORKS, "Works at example.org, address checked 3 Mar 2026 · valid to 3 Mar 2027"),
        (
            {"level": "S", "title": "", "proof": "documents"},
            "Student · student card seen by two reviewers 3 Mar 2026 · valid to 3 Mar 2027",
        ),
        (
            {"level": "S", "title": "", "proof": "roster"},
            "Student · on the roster of the school 3 Mar 2026 · valid to 3 Mar 2027",
        ),
        (
            {"level": "P", "title": "", "valid_until": datetime(2026, 6, 1, tzinfo=UTC)},
            "Vouched for by three colleagues, until 1 Jun 2026 · Physician, self-declared",
        ),
        (BY_HAND, "Physician, licence and identity checked 3 Mar 2026 · valid to 3 Mar 2027"),
    ],
)
def test_all_that_was_checked_is_said_and_what_was_not_is_called_so(changes: dict[str, object], says: str) -> None:
    shown = badge(record(**changes), at=MAY)
    assert shown is not None
    assert (shown.text, sentence(record(**changes)), shown.lapsed, shown.record) == (says, says, False, 7)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "Physician · licence and identity checked"),
        ({"licence": ""}, "Physician · identity checked"),
        ({"proof": ""}, "Physician · licence checked"),
        ({"proof": "", "licence": ""}, "Physician · register entry checked"),
        (
            {"level": "V4", "employer": "Elm Street Practice"},
            "Physician · licence and identity checked · Elm Street Practice",
        ),
        (WORKS, "Works at example.org, address checked 3 Mar 2026"),
        ({"level": "S", "proof": "documents"}, "Student, checked 3 Mar 2026"),
        ({"level": "P", "valid_until": MAY.replace(month=6)}, "Vouched for by three colleagues, until 1 Jun 2026"),
        (BY_HAND, "Physician, licence and identity checked 3 Mar 2026"),
    ],
)
def test_the_short_line_still_names_what_was_checked(changes: dict[str, object], says: str) -> None:
    shown = badge(record(**changes), at=MAY)
    assert shown is not None
    assert shown.short == says


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "Physician, checked 3 Mar 2026, lapsed"),
        (WORKS, "Work address checked 3 Mar 2026, lapsed"),
        ({"level": "S"}, "Student, checked 3 Mar 2026, lapsed"),
        ({"level": "P"}, "Vouched for by three colleagues 3 Mar 2026, lapsed"),
        (BY_HAND, "Physician, checked 3 Mar 2026, lapsed"),
    ],
)
def test_what_has_lapsed_says_so_without_a_title(changes: dict[str, object], says: str) -> None:
    at_the_end = badge(record(**changes), at=NEXT_MARCH)
    assert at_the_end is not None
    assert (at_the_end.text, at_the_end.short, at_the_end.title, at_the_end.lapsed) == (says, says, "", True)


def test_a_post_of_the_time_says_that_the_check_counted_then() -> None:
    shown = badge(record(), at=NEXT_MARCH, then=True)
    assert shown is not None
    assert shown.text == "Physician, checked 3 Mar 2026, lapsed · verified at the time of posting"
    live = badge(record(), at=MAY, then=True)
    assert live is not None
    assert "time of posting" not in live.text


@pytest.mark.parametrize(
    ("inside", "at", "says"),
    [
        (False, MAY, None),  # a match is not a person
        (True, MAY, "Register match, not yet proven"),
        (True, NEXT_MARCH, None),
    ],
)
def test_a_register_match_alone_is_told_in_rooms_only(inside: bool, at: datetime, says: str | None) -> None:
    shown = badge(record(level="V2"), at=at, inside=inside)
    assert (shown and shown.text) == says
    assert (shown.title, shown.record) == ("", 0) if shown else True


@pytest.mark.parametrize(("level", "title"), [("V3", "Dr"), ("V4", "Dr"), ("V1", ""), ("S", ""), ("P", "")])
def test_a_title_stands_beside_the_name_from_a_proven_licence_on(level: str, title: str) -> None:
    shown = badge(record(level=level), at=MAY)
    assert shown is not None
    assert shown.title == title


@pytest.mark.parametrize(
    ("number", "whole", "says"),
    [
        ("76642", False, "NE …6642"),
        ("76642", True, "NE 76642"),
        ("7664", False, "NE …64"),  # four signs are the whole of it
        ("12", False, "NE …12"),
        ("MD-123456", False, "NE …3456"),
        ("", True, ""),
    ],
)
def test_a_licence_shows_its_last_four_signs_unless_its_owner_chose_all(number: str, whole: bool, says: str) -> None:
    assert licence_shown(record(licence=number, licence_whole=whole)) == says

"""What leaves a channel: mails that hold a link only, calls with an outcome, copies with their notice."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bedside.policy.practice.sending import (
    OUTCOMES,
    REDISCLOSURE,
    Leaving,
    MailConsent,
    Notice,
    Outcome,
    Window,
    may_leave,
    notice,
    notices_of,
    window_problem,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("consent", "sensitive", "part2", "answer"),
    [
        (None, False, False, Notice.LINK),
        (MailConsent(NOW - DAY), False, False, Notice.PLAIN),
        (MailConsent(NOW), False, False, Notice.PLAIN),
        (MailConsent(NOW + DAY), False, False, Notice.LINK),
        (MailConsent(NOW - DAY, ended_at=NOW), False, False, Notice.LINK),
        (MailConsent(NOW - 365 * DAY), False, False, Notice.LINK),
        (MailConsent(NOW - 364 * DAY), False, False, Notice.PLAIN),
        (MailConsent(NOW - DAY), True, False, Notice.LINK),
        (MailConsent(NOW - DAY), False, True, Notice.LINK),
    ],
    ids=["none", "agreed", "just now", "not yet", "taken back", "a year ago", "within the year", "sensitive", "part 2"],
)
def test_plain_words_are_mailed_only_with_a_live_dated_consent(
    consent: MailConsent | None, sensitive: bool, part2: bool, answer: Notice
) -> None:
    assert notice(consent, sensitive=sensitive, part2=part2, at=NOW) is answer


@pytest.mark.parametrize(
    ("opens", "closes", "fine"),
    [
        (time(9), time(12), True),
        (time(9), time(9, 30), True),
        (time(9), time(9, 29), False),
        (time(9), time(9), False),
        (time(17), time(9), False),
    ],
)
def test_a_window_for_a_call_lasts_half_an_hour_at_least(opens: time, closes: time, fine: bool) -> None:
    assert (window_problem(Window(opens, closes)) == "") is fine


def test_every_outcome_of_a_call_has_words_for_the_patient() -> None:
    assert set(OUTCOMES) == set(Outcome)


@pytest.mark.parametrize(
    ("leaving", "answer"),
    [
        (Leaving(by_patient=True, part2=True), True),
        (Leaving(by_patient=False, part2=True), False),
        (Leaving(by_patient=False, part2=True, consent=True), True),
        (Leaving(by_patient=False, part2=False), True),
    ],
)
def test_a_tagged_thread_leaves_only_by_its_patient_or_with_her_consent(leaving: Leaving, answer: bool) -> None:
    assert may_leave(leaving) is answer


def test_the_notice_stands_on_every_copy_of_a_tagged_thread_also_on_the_patients_own() -> None:
    assert notices_of(Leaving(by_patient=True, part2=True)) == (REDISCLOSURE,)
    assert notices_of(Leaving(by_patient=True, part2=False)) == ()

"""What time does to claims, told from stored moments: a worker that was away for a month does the same."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bedside.areas.credentials import queries
from bedside.areas.credentials.actions import claiming, clocks, deciding
from bedside.areas.credentials.models import Claim, Credential, Evidence, MailCode
from bedside.kit.outbox.models import OutboxRow
from tests.areas.credentials.test_claiming import begin, refused
from tests.areas.credentials.test_proving import ask, claim, enter, in_review, uma
from tests.factories import viewer_of

pytestmark = pytest.mark.django_db

__all__ = ["claim", "in_review", "uma"]  # fixtures


def at(claim: Claim, *, before_end: timedelta) -> int:
    """Let the clock run so long before the end of what the claim gave."""
    ends = Credential.objects.get(claim_id=claim.id, revoked_at=None).valid_until
    with time_machine.travel(ends - before_end, tick=False):
        return clocks.tick()


def told() -> list[int]:
    rows = OutboxRow.objects.filter(name__endswith="ClaimEnds").order_by("id")
    return [row.payload["days"] for row in rows]


@pytest.fixture
def granted(claim: Claim) -> Claim:
    return enter(claim, ask(claim))


def state(claim: Claim) -> str:
    claim.refresh_from_db()
    return claim.state


def test_notices_go_out_at_sixty_thirty_and_seven_days_once_each(granted: Claim) -> None:
    for days in (61, 60, 59, 30, 30, 29, 7, 6, 1):
        at(granted, before_end=timedelta(days=days))
    assert told() == [60, 30, 7]
    assert state(granted) == "due"


def test_a_worker_that_was_away_tells_the_last_one_only(granted: Claim) -> None:
    at(granted, before_end=timedelta(days=5))
    assert told() == [7]


def test_it_ends_in_its_moment_whether_the_job_ran_or_not(granted: Claim) -> None:
    ends = Credential.objects.get(claim_id=granted.id, revoked_at=None).valid_until
    with time_machine.travel(ends - timedelta(seconds=1), tick=False):
        assert queries.level_of(granted.persona_id) == "V3"
    with time_machine.travel(ends, tick=False):
        assert queries.level_of(granted.persona_id) == "V2"  # rooms are read-only
        assert queries.badges([granted.persona_id])[granted.persona_id].lapsed
        assert clocks.tick() == 1
        assert clocks.tick() == 0
    assert (state(granted), granted.reason) == ("expired", "ended")


def test_a_licence_that_ends_today_holds_until_midnight(in_review: Claim) -> None:
    today = datetime.now(tz=UTC).date()
    done = deciding.decided(in_review.id, outcome="agreed", reviewers=(7, 8), evidence="documents", licence_ends=today)
    midnight = datetime(today.year, today.month, today.day, tzinfo=UTC) + timedelta(days=1)
    assert Credential.objects.get(claim_id=done.id, revoked_at=None).valid_until == midnight


def test_a_claim_for_which_nothing_came_is_withdrawn_after_thirty_days(claim: Claim) -> None:
    with time_machine.travel(claim.entered_at + timedelta(days=30) - timedelta(seconds=1), tick=False):
        assert clocks.tick() == 0
    with time_machine.travel(claim.entered_at + timedelta(days=30), tick=False):
        assert clocks.tick() == 1
    assert (state(claim), claim.reason, queries.level_of(claim.persona_id)) == ("withdrawn", "nothing_came", "V0")


def test_what_waits_for_people_is_not_lost_by_their_waiting(in_review: Claim) -> None:
    with time_machine.travel(in_review.entered_at + timedelta(days=90), tick=False):
        clocks.tick()
    assert state(in_review) == "in_review"


def test_old_codes_are_cleared_away(claim: Claim) -> None:
    ask(claim)
    with time_machine.travel(datetime.now(tz=UTC) + timedelta(days=2), tick=False):
        clocks.tick()
    assert not MailCode.objects.exists()


class TestCheckedAnew:
    """A claim that is due begins a light one: nothing is typed again."""

    def test_a_mailbox_is_asked_again(self, granted: Claim) -> None:
        anew = claiming.renew(by=viewer_of(granted.persona))
        assert (anew.state, queries.level_of(granted.persona_id)) == ("matched", "V3")
        assert enter(anew, ask(anew)).state == "granted"
        assert (state(granted), granted.reason) == ("expired", "replaced")

    def test_documents_that_were_seen_once_are_not_sent_each_year(self, in_review: Claim) -> None:
        first = deciding.decided(in_review.id, outcome="agreed", reviewers=(7, 8), evidence="documents")
        anew = claiming.renew(by=viewer_of(first.persona))
        assert (anew.state, anew.reason) == ("granted", "proven_before")
        assert Evidence.objects.get(claim=anew, kind="documents").found_by == [7, 8]

    def test_withdrawing_it_costs_nothing_that_was_there(self, granted: Claim) -> None:
        anew = claiming.renew(by=viewer_of(granted.persona))
        claiming.withdraw(by=viewer_of(granted.persona), claim_id=anew.id)
        assert queries.level_of(granted.persona_id) == "V3"

    def test_who_holds_nothing_begins_from_the_start(self, claim: Claim) -> None:
        claiming.withdraw(by=viewer_of(claim.persona), claim_id=claim.id)
        assert refused(lambda: claiming.renew(by=viewer_of(claim.persona))).code == "not_here"
        assert begin(claim.persona).state == "matched"


def test_closed_claims_are_forgotten_after_a_year(claim: Claim) -> None:
    claiming.withdraw(by=viewer_of(claim.persona), claim_id=claim.id)
    assert clocks.forget_closed(365) == 0
    Claim.objects.update(entered_at=datetime.now(tz=UTC) - timedelta(days=366))
    assert clocks.forget_closed(365) == 2  # the claim and its evidence

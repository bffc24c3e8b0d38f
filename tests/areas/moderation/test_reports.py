"""Reporting: who can, what folds together, who sees it, and that nobody learns who it was."""

import json
from datetime import timedelta

import pytest
import time_machine

from bedside.areas.audit.models import AuditEntry
from bedside.areas.escalations.models import Escalation
from bedside.areas.moderation import actions, queries
from bedside.areas.moderation.models import Case, Report
from bedside.areas.notify import queries as notify
from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.models import Persona
from bedside.areas.posts import actions as posts
from bedside.areas.posts.models import Post
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import deliver_now
from bedside.policy.moderation.reasons import REASONS
from bedside.policy.moderation.telling import LOOKED
from tests.areas.moderation.house import WHY, House, build, ids, in_square, inside, report, settle
from tests.areas.posts.writing import write
from tests.factories import block, follow, join, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return build()


class TestReporting:
    def test_reports_of_one_post_fold_into_one_case(self, house: House) -> None:
        post = in_square(house.author)
        case = report(house.reader, post)
        assert report(house.stranger, post, "unkind") == case
        assert report(house.reader, post) == case
        assert Report.objects.filter(case_id=case.id).count() == 2
        assert queries.queue(house.mod).lines[0].reports == 2

    def test_the_words_and_what_was_handed_over_are_sealed(self, house: House) -> None:
        case = report(house.reader, inside(house))
        row = Report.objects.get(case_id=case.id)
        assert WHY.encode() not in bytes(row.words_sealed)
        assert b"insulin" not in bytes(case.snapshot_sealed)
        assert row.words == WHY
        assert "insulin" in case.snapshot()["html"]

    def test_what_one_cannot_read_cannot_be_reported(self, house: House) -> None:
        """P086: a report by number answers as for what does not exist."""
        private = write(house.author, "For you alone, @quokka42", audience="mentioned")
        for post_id in (inside(house).id, private.id, 7):
            with pytest.raises(NotHere):
                actions.report(by=viewer_of(house.stranger), kind="post", key=str(post_id), reason="spam")
        assert not Case.objects.exists()

    def test_ones_own_post_and_page_cannot_be_reported(self, house: House) -> None:
        mine = viewer_of(house.author)
        for kind, key in (("post", str(in_square(house.author).id)), ("persona", "ada"), ("persona", "nobody")):
            with pytest.raises(NotHere):
                actions.report(by=mine, kind=kind, key=key, reason="spam")

    def test_who_blocked_the_author_reports_the_page_and_who_is_blocked_by_it_finds_none(self, house: House) -> None:
        block(house.reader, house.author)
        actions.report(by=viewer_of(house.reader), kind="persona", key="ada", reason="unkind")
        block(house.author, house.stranger)
        with pytest.raises(NotHere):
            actions.report(by=viewer_of(house.stranger), kind="persona", key="ada", reason="unkind")

    def test_a_block_after_the_report_changes_nothing(self, house: House) -> None:
        case = report(house.reader, in_square(house.author))
        block(house.author, house.reader)
        assert ids(house.mod) == [case.id]
        assert [sent.told for sent in queries.reported(viewer_of(house.reader))] == [LOOKED]

    @pytest.mark.parametrize(("reason", "flag"), [("danger", "urgent"), ("private", "sensitive")])
    def test_a_call_for_care_begins_an_escalation_and_waits_in_no_queue(
        self, house: House, reason: str, flag: str
    ) -> None:
        post = in_square(house.author)
        done = actions.report(by=viewer_of(house.reader), kind="post", key=str(post.id), reason=reason)
        assert done.care
        assert Escalation.objects.get(post_id=post.id)
        assert not Case.objects.exists()
        assert REASONS[reason].care == flag

    def test_a_space_is_reported_to_the_site(self, house: House) -> None:
        actions.report(by=viewer_of(house.reader), kind="space", key=house.space.slug, reason="law")
        settle()
        assert [line.case.kind for line in queries.queue(house.mod).lines] == ["space"]
        with pytest.raises(NotHere):
            actions.report(by=viewer_of(house.stranger), kind="space", key="no-such-space", reason="law")

    @pytest.mark.parametrize(
        ("kind", "reason", "words", "code"),
        [
            ("post", "curious", "", "no_such_reason"),
            ("post", "other", " ", "words_missing"),
            ("post", "spam", "x" * 2001, "too_long"),
            ("persona", "private", "", "no_such_reason"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, house: House, kind: str, reason: str, words: str, code: str) -> None:
        key = str(in_square(house.author).id) if kind == "post" else "ada"
        with pytest.raises(Refused) as refused:
            actions.report(by=viewer_of(house.reader), kind=kind, key=key, reason=reason, words=words)
        assert refused.value.code == code
        assert not Report.objects.exists()

    def test_the_twenty_first_report_in_an_hour_waits(self, house: House) -> None:
        many = [in_square(house.author, f"Number {n}") for n in range(21)]
        for post in many[:20]:
            report(house.reader, post, "spam")
        with pytest.raises(TooManyTries):
            report(house.reader, many[20], "spam")

    def test_an_unconfirmed_member_and_a_visitor_report_nothing(self, house: House) -> None:
        post = in_square(house.author)
        shy = make_persona()
        shy.account.mail_confirmed_at = None
        shy.account.save()
        with pytest.raises(NotHere):
            actions.report(by=viewer_of(shy), kind="post", key=str(post.id), reason="spam")


class TestTheQueue:
    def test_a_post_of_a_space_waits_with_its_stewards_alone(self, house: House) -> None:
        case = report(house.reader, inside(house))
        assert ids(house.steward) == ids(house.other_steward) == [case.id]
        assert ids(house.elsewhere) == ids(house.mod) == ids(house.admin) == []

    def test_a_post_in_the_square_waits_with_the_moderators_alone(self, house: House) -> None:
        case = report(house.reader, in_square(house.author))
        assert ids(house.mod) == ids(house.admin) == [case.id]
        assert ids(house.steward) == []

    def test_what_a_steward_wrote_waits_with_the_moderators(self, house: House) -> None:
        join(house.stranger, house.space)
        by_steward = posts.publish(by=house.steward, words=words("Tea is enough."), space_id=house.space.id)
        case = report(house.stranger, by_steward)
        assert ids(house.steward) == ids(house.other_steward) == []
        assert ids(house.mod) == [case.id]

    def test_a_graver_reason_takes_the_case_to_the_moderators(self, house: House) -> None:
        post = inside(house)
        case = report(house.reader, post, "unkind")
        join(house.stranger, house.space)
        report(house.stranger, post, "law")
        assert (ids(house.steward), ids(house.mod)) == ([], [case.id])

    def test_members_have_no_queue(self, house: House) -> None:
        for persona in (house.author, house.reader, house.stranger):
            with pytest.raises(NotHere):
                queries.queue(viewer_of(persona))

    def test_moderators_do_not_meet_what_is_their_own(self, house: House) -> None:
        mine = posts.publish(by=house.mod, words=words("Tea is enough."))
        case = report(house.reader, mine)
        assert ids(house.mod) == []
        assert ids(house.second) == [case.id]
        with pytest.raises(NotHere):
            actions.claim(by=house.mod, case_id=case.id)

    def test_a_call_for_care_stands_first_and_is_due_first(self, house: House) -> None:
        first = report(house.reader, in_square(house.author, "One"), "spam")
        actions.report(by=viewer_of(house.reader), kind="persona", key="stan", reason="danger")
        settle()
        lines = queries.queue(house.mod).lines
        assert [line.case.reason for line in lines] == ["danger", "spam"]
        assert lines[1].case.id == first.id
        assert lines[0].due_at < lines[1].due_at

    def test_what_was_not_looked_at_for_a_day_is_overdue(self, house: House) -> None:
        report(house.reader, in_square(house.author))
        with time_machine.travel(now() + timedelta(hours=25)):
            assert queries.queue(house.mod).lines[0].overdue


class TestOneCase:
    def test_nothing_of_it_opens_before_it_is_claimed(self, house: House) -> None:
        case = report(house.reader, in_square(house.author))
        before = queries.view(house.mod, case.id)
        assert (before.snapshot, before.words, before.can) == ({}, (), ())
        actions.claim(by=house.mod, case_id=case.id)
        after = queries.view(house.mod, case.id)
        assert "insulin" in after.snapshot["html"]
        assert after.words == (WHY,)
        assert [one.code for one in after.can] == ["label", "hide", "hold", "limit", "suspend"]

    def test_nobody_learns_who_reported_it(self, house: House) -> None:
        case = report(house.reader, inside(house))
        actions.claim(by=house.steward, case_id=case.id)
        seen = repr(queries.view(house.steward, case.id)) + repr(queries.queue(house.steward))
        assert str(house.reader.id) not in seen
        assert "quokka" not in seen.lower()

    def test_a_moderator_who_could_not_read_it_sees_no_name_and_leaves_a_line_in_the_log(self, house: House) -> None:
        """P074: a role opens nothing by itself; what is seen is what a reader handed over."""
        case = report(house.reader, inside(house), "law")
        actions.claim(by=house.mod, case_id=case.id)
        view = queries.view(house.mod, case.id)
        assert view.author is None
        assert "insulin" in view.snapshot["html"]
        (look,) = queries.looks_at_mine(viewer_of(house.author)).looks
        assert (look.action, look.role) == ("look.report", "moderator")
        assert AuditEntry.objects.filter(action="look.report", purpose="moderation").count() == 1

    def test_a_steward_of_the_space_and_a_reader_of_the_square_are_no_such_look(self, house: House) -> None:
        for by, post in ((house.steward, inside(house)), (house.mod, in_square(house.author))):
            actions.claim(by=by, case_id=report(house.reader, post).id)
        assert queries.looks_at_mine(viewer_of(house.author)).looks == ()

    def test_a_post_for_few_in_the_square_has_no_name_either(self, house: House) -> None:
        follow(house.reader, house.author)
        case = report(house.reader, write(house.author, "For my followers.", audience="followers"))
        actions.claim(by=house.mod, case_id=case.id)
        assert queries.view(house.mod, case.id).author is None

    def test_a_stranger_to_the_desk_finds_no_case(self, house: House) -> None:
        case = report(house.reader, inside(house))
        for viewer in (house.mod, house.elsewhere, viewer_of(house.author), viewer_of(house.reader)):
            with pytest.raises(NotHere):
                queries.view(viewer, case.id)
            with pytest.raises(NotHere):
                actions.claim(by=viewer, case_id=case.id)

    def test_two_do_not_work_on_one_case_until_the_first_was_away_for_two_hours(self, house: House) -> None:
        case = report(house.reader, in_square(house.author))
        actions.claim(by=house.mod, case_id=case.id)
        with pytest.raises(actions.Taken):
            actions.claim(by=house.second, case_id=case.id)
        assert queries.view(house.second, case.id).taken
        with time_machine.travel(now() + timedelta(hours=2, minutes=1)):
            actions.claim(by=house.second, case_id=case.id)
            with pytest.raises(actions.Taken):
                actions.dismiss(by=house.mod, case_id=case.id)

    def test_a_case_given_back_is_free_at_once(self, house: House) -> None:
        case = report(house.reader, in_square(house.author))
        actions.claim(by=house.mod, case_id=case.id)
        actions.release(by=house.mod, case_id=case.id)
        actions.claim(by=house.second, case_id=case.id)
        with pytest.raises(actions.Taken):
            actions.release(by=house.mod, case_id=case.id)


class TestWhatIsGone:
    def test_a_deleted_post_ends_its_case_and_what_was_handed_over_goes(self, house: House) -> None:
        post = in_square(house.author)
        case = report(house.reader, post)
        posts.delete(by=viewer_of(house.author), post_id=post.id)
        deliver_now()
        case.refresh_from_db()
        assert (case.state, case.snapshot_sealed, case.alike) == ("lapsed", None, [])
        assert ids(house.mod) == []
        assert [sent.told for sent in queries.reported(viewer_of(house.reader))] == ["It is no longer there."]


class TestTelling:
    def told(self, viewer) -> list[str]:
        return [group.kind for group in notify.notices(viewer).groups]

    def test_the_desk_is_told_once_a_day_and_whom_it_is_about_is_not(self, house: House) -> None:
        report(house.reader, inside(house))
        report(house.reader, inside(house, "Another one"))
        deliver_now()
        assert self.told(house.steward) == self.told(house.other_steward) == ["at_desk"]
        assert self.told(viewer_of(house.author)) == self.told(house.mod) == []


def words(text: str):
    from bedside.areas.posts.words import Words

    return Words(text=text)


def test_what_was_handed_over_is_that_post_alone(house: House) -> None:
    first = inside(house, "The first of the thread.")
    reply = write(house.reader, "An answer to it.", reply_to_id=first.id)
    case = report(house.author, Post.objects.get(id=reply.id))
    assert "first of the thread" not in json.dumps(case.snapshot())


def test_a_post_in_a_space_without_another_steward_goes_to_the_moderators(house: House) -> None:
    lonely = make_space()
    join(house.author, lonely)
    join(house.reader, lonely)
    case = report(house.reader, write(house.author, "Tea is enough.", space=lonely))
    assert ids(house.mod) == [case.id]


class TestTakingBack:
    """For half a minute a report can be taken back, as if it had never been made."""

    def sent(self, by: Persona, post: Post, reason: str = "harms") -> int | None:
        return actions.report(by=viewer_of(by), kind="post", key=str(post.id), reason=reason).report_id

    def test_taken_back_it_is_as_if_nothing_had_been_reported(self, house: House) -> None:
        number = self.sent(house.reader, in_square(house.author))
        actions.take_back(by=viewer_of(house.reader), report_id=number or 0)
        assert (Case.objects.count(), Report.objects.count()) == (0, 0)
        assert queries.reported(viewer_of(house.reader)) == []

    def test_until_then_it_stands_in_no_queue_and_no_desk_hears_of_it(self, house: House) -> None:
        self.sent(house.reader, in_square(house.author))
        assert ids(house.mod) == []
        with pytest.raises(NotHere):
            queries.view(house.mod, Case.objects.get().id)
        with pytest.raises(NotHere):
            actions.claim(by=house.mod, case_id=Case.objects.get().id)
        assert actions.tell_settled() == 0
        deliver_now()
        assert notify.notices(house.mod).groups == ()

    def test_half_a_minute_later_it_stands_there_and_its_desk_is_told_once(self, house: House) -> None:
        self.sent(house.reader, in_square(house.author))
        with time_machine.travel(now() + timedelta(seconds=31), tick=False):
            assert len(ids(house.mod)) == 1
            assert actions.tell_settled() == 1
            assert actions.tell_settled() == 0
            deliver_now()
        assert len(notify.notices(house.mod).groups) == 1

    def test_a_case_that_stands_does_not_show_a_second_report_before_its_time(self, house: House) -> None:
        post = in_square(house.author)
        case = report(house.reader, post)
        self.sent(house.stranger, post, "sells")
        assert [line.reports for line in queries.queue(house.mod).lines] == [1]
        assert queries.view(house.mod, case.id).reasons == (("harms", 1),)

    def test_reports_by_others_stay_with_their_reason(self, house: House) -> None:
        post = in_square(house.author)
        number = self.sent(house.reader, post, "harms")
        self.sent(house.stranger, post, "sells")
        actions.take_back(by=viewer_of(house.reader), report_id=number or 0)
        assert Case.objects.get().reason == "sells"

    def test_a_post_that_the_site_holds_stays_on_the_desk(self, house: House) -> None:
        number = self.sent(house.reader, in_square(house.author))
        Case.objects.update(alone=True)
        actions.take_back(by=viewer_of(house.reader), report_id=number or 0)
        assert ids(house.mod) == [Case.objects.get().id]

    @pytest.mark.parametrize("why", ["too late", "taken"])
    def test_it_stands_when_the_time_is_over_or_a_moderator_has_it(self, house: House, why: str) -> None:
        post = in_square(house.author)
        if why == "taken":
            report(house.stranger, post)
        number = self.sent(house.reader, post)
        if why == "taken":
            actions.claim(by=house.mod, case_id=Case.objects.get().id)
        later = timedelta(seconds=31 if why == "too late" else 1)
        with time_machine.travel(now() + later, tick=False), pytest.raises(Refused, match="too_late"):
            actions.take_back(by=viewer_of(house.reader), report_id=number or 0)
        assert Report.objects.filter(id=number).exists()

    def test_nobody_takes_back_what_somebody_else_reported(self, house: House) -> None:
        number = self.sent(house.reader, in_square(house.author))
        for by in (house.author, house.stranger):
            with pytest.raises(NotHere):
                actions.take_back(by=viewer_of(by), report_id=number or 0)
        assert Report.objects.count() == 1

    def test_a_call_for_care_goes_at_once_and_a_second_report_has_nothing_to_take_back(self, house: House) -> None:
        post = in_square(house.author)
        assert self.sent(house.reader, post, "danger") is None
        assert self.sent(house.reader, post) is not None
        assert self.sent(house.reader, post) is None

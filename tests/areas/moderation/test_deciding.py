"""Deciding: what each act does everywhere at once, who may, what is told, and the second look."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from bedside.areas.audit.models import AuditEntry
from bedside.areas.moderation import actions, queries
from bedside.areas.moderation.actions import Choice, lapsing
from bedside.areas.moderation.models import Act, Appeal, Case, Report
from bedside.areas.notify import queries as notify
from bedside.areas.people import queries as people
from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.models import Account
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.posts import queries as posts
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import deliver_now
from bedside.policy.moderation import telling
from tests.areas.moderation.house import HIDE, House, build, decided, ids, in_square, inside, report
from tests.areas.posts.writing import answer, write
from tests.factories import viewer_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOLD = Choice(act="hold", reason="unkind", days=7)
LIMIT = Choice(act="limit", reason="spam", days=7)
SUSPEND = Choice(act="suspend", reason="law")


@pytest.fixture
def house() -> House:
    return build()


class TestEffects:
    def test_a_label_and_a_fold_stand_on_the_post_for_all_who_read_it(self, house: House) -> None:
        post = in_square(house.author)
        decided(house.mod, report(house.reader, post), Choice(act="label", reason="harms"))
        decided(house.mod, report(house.stranger, post), HIDE)
        for viewer in (ANONYMOUS, viewer_of(house.stranger), viewer_of(house.author)):
            seen = posts.seen(viewer, post.id)
            assert (seen.label, seen.folded, seen.held) == ("harms", "harms", "")
        assert posts.titles(ANONYMOUS, [post.id]) == {post.id: "[A folded post]"}

    def test_a_held_post_is_its_authors_alone_in_every_list(self, house: House) -> None:
        post = write(house.author, "Tea is enough for a #lupus flare.")
        answer(house.reader, post, "No, it is not.")
        decided(house.mod, report(house.reader, post), HOLD)
        reader, author = viewer_of(house.reader), viewer_of(house.author)
        for viewer in (ANONYMOUS, reader, house.mod):
            assert posts.readable_ids(viewer, [post.id]) == set()
            for page in (
                posts.square(viewer),
                posts.search(viewer, "enough"),
                posts.tag_timeline(viewer, "lupus"),
                posts.persona_timeline(viewer, house.author),
            ):
                assert post.id not in [one.id for one in page.posts]
        assert posts.seen(author, post.id).held == "unkind"
        thread = posts.thread(reader, post.id)
        assert thread.removed
        assert len(thread.replies) == 1

    def test_a_held_post_comes_back_by_itself(self, house: House) -> None:
        post = in_square(house.author)
        decided(house.mod, report(house.reader, post), HOLD)
        with time_machine.travel(now() + 7 * DAY + timedelta(minutes=1)):
            assert posts.seen(ANONYMOUS, post.id).held == ""

    def test_a_held_reply_is_not_counted(self, house: House) -> None:
        first = in_square(house.stranger, "What helps you?")
        reply = answer(house.author, first, "Tea is enough.")
        assert posts.seen(ANONYMOUS, first.id).n_replies == 1
        decided(house.mod, report(house.reader, reply), HOLD)
        assert posts.seen(ANONYMOUS, first.id).n_replies == 0

    def test_who_is_limited_is_not_found_posts_less_and_names_no_strangers(self, house: House) -> None:
        post = in_square(house.author, "Tea is enough for all.")
        decided(house.mod, report(house.reader, post), LIMIT)
        house.author.refresh_from_db()
        assert viewer_of(house.author).limited
        assert people.search_people(ANONYMOUS, "ada") == []
        assert posts.search(viewer_of(house.reader), "enough").posts == ()
        assert len(posts.search(viewer_of(house.author), "enough").posts) == 1
        assert posts.readable_ids(ANONYMOUS, [post.id]) == {post.id}
        with pytest.raises(Refused) as refused:
            in_square(house.author, "Hello @stan")
        assert refused.value.code == "limited"
        for n in range(3):
            in_square(house.author, f"Slowly {n}")
        with pytest.raises(TooManyTries):
            in_square(house.author, "Too fast")

    def test_a_limit_ends_by_itself(self, house: House) -> None:
        decided(house.mod, report(house.reader, in_square(house.author)), LIMIT)
        house.author.refresh_from_db()
        with time_machine.travel(now() + 8 * DAY):
            assert not people.is_limited(house.author)
            assert people.search_people(ANONYMOUS, "ada") == [house.author.id]

    def test_a_suspended_account_is_gone_and_comes_back_when_the_act_is_lifted(self, house: House) -> None:
        post = in_square(house.author)
        act = decided(house.mod, report(house.reader, post), SUSPEND)
        assert posts.readable_ids(ANONYMOUS, [post.id]) == set()
        actions.lift(by=house.second, act_id=act.id)
        assert posts.readable_ids(ANONYMOUS, [post.id]) == {post.id}
        assert Account.objects.get(id=house.author.account_id).state == "active"


class TestWhoMay:
    def test_a_steward_touches_no_account(self, house: House) -> None:
        case = report(house.reader, inside(house))
        actions.claim(by=house.steward, case_id=case.id)
        for choice in (LIMIT, SUSPEND):
            with pytest.raises(Refused) as refused:
                actions.act(by=house.steward, case_id=case.id, choice=choice)
            assert refused.value.code == "not_this_act"
        assert not Act.objects.exists()

    def test_nobody_acts_on_a_case_that_they_have_not_claimed(self, house: House) -> None:
        case = report(house.reader, in_square(house.author))
        for by in (house.mod, house.second):
            with pytest.raises(actions.Taken):
                actions.act(by=by, case_id=case.id, choice=HIDE)
            actions.claim(by=house.mod, case_id=case.id) if by is house.mod else None
        with pytest.raises(NotHere):
            actions.act(by=house.steward, case_id=case.id, choice=HIDE)

    @pytest.mark.parametrize(
        ("choice", "code"),
        [
            (Choice(act="burn", reason="spam"), "no_such_act"),
            (Choice(act="hide", reason="danger"), "no_such_reason"),
            (Choice(act="hide", reason=""), "no_such_reason"),
            (Choice(act="hold", reason="spam"), "no_such_days"),
            (Choice(act="hold", reason="spam", days=400), "no_such_days"),
            (Choice(act="hide", reason="spam", words="x" * 2001), "too_long"),
        ],
    )
    def test_what_does_not_fit_is_refused_and_changes_nothing(self, house: House, choice: Choice, code: str) -> None:
        post = in_square(house.author)
        case = report(house.reader, post)
        actions.claim(by=house.mod, case_id=case.id)
        with pytest.raises(Refused) as refused:
            actions.act(by=house.mod, case_id=case.id, choice=choice)
        assert refused.value.code == code
        assert posts.seen(ANONYMOUS, post.id).folded == ""
        assert not Act.objects.exists()

    def test_the_database_keeps_ends_and_reasons(self, house: House) -> None:
        act = decided(house.mod, report(house.reader, in_square(house.author)), HOLD)
        for change in ({"ends_at": None}, {"reason": "danger"}, {"act": "hide"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Act.objects.filter(id=act.id).update(**change)


class TestTelling:
    def kinds(self, viewer) -> list[str]:
        deliver_now()
        return [group.kind for group in notify.notices(viewer).groups]

    def test_an_author_is_told_why_in_words_and_a_reporter_that_somebody_looked(self, house: House) -> None:
        choice = Choice(act="hide", reason="harms", words="Please add where this comes from.")
        act = decided(house.mod, report(house.reader, in_square(house.author)), choice)
        (decision,) = queries.decisions(viewer_of(house.author))
        assert decision.told.what == "Your post is folded. Who presses can read it."
        assert decision.told.words == "Please add where this comes from."
        assert decision.can_appeal
        assert b"add where" not in bytes(act.words_sealed)
        assert self.kinds(viewer_of(house.author)) == ["decided"]
        assert self.kinds(viewer_of(house.reader)) == ["reported"]
        assert [sent.told for sent in queries.reported(viewer_of(house.reader))] == [telling.REPORTER["acted"]]

    def test_nothing_that_an_author_is_told_depends_on_who_reported(self, house: House) -> None:
        told = []
        for who, text in ((house.reader, "One"), (house.stranger, "Two")):
            decided(house.mod, report(who, in_square(house.author, text)))
            told.append(queries.decisions(viewer_of(house.author))[0].told)
        assert told[0] == told[1]

    def test_what_stays_as_it_is_is_told_to_the_reporter_alone(self, house: House) -> None:
        case = report(house.reader, in_square(house.author))
        actions.claim(by=house.mod, case_id=case.id)
        actions.dismiss(by=house.mod, case_id=case.id)
        assert self.kinds(viewer_of(house.author)) == []
        assert self.kinds(viewer_of(house.reader)) == ["reported"]
        assert Case.objects.get(id=case.id).state == "dismissed"

    def test_every_act_is_a_line_in_the_log_with_its_reason(self, house: House) -> None:
        act = decided(house.mod, report(house.reader, in_square(house.author)))
        row = AuditEntry.objects.get(action="act.hide")
        assert (row.object_id, row.subject_id, row.reason_code, row.role) == (
            act.id,
            house.author.id,
            "harms",
            "moderator",
        )

    def test_a_decision_is_read_by_whom_it_meets_alone(self, house: House) -> None:
        act = decided(house.mod, report(house.reader, in_square(house.author)))
        assert queries.decision(viewer_of(house.author), act.id).act == act
        for viewer in (viewer_of(house.reader), house.mod, ANONYMOUS):
            with pytest.raises(NotHere):
                queries.decision(viewer, act.id)


class TestTheSecondLook:
    def appealed(self, house: House, choice: Choice = HIDE, by=None, post=None) -> Act:
        post = post or in_square(house.author)
        act = decided(by or house.mod, report(house.reader, post), choice)
        actions.appeal(by=viewer_of(house.author), act_id=act.id, words="It is what my doctor said.")
        return act

    def test_another_person_overturns_it_and_all_is_as_before(self, house: House) -> None:
        act = self.appealed(house)
        actions.decide(by=house.second, act_id=act.id, upheld=False, words="You are right.")
        assert posts.seen(ANONYMOUS, act.post_id or 0).folded == ""
        decision = queries.decision(viewer_of(house.author), act.id)
        assert (decision.told.way, decision.answer) == (telling.OVERTURNED, "You are right.")
        assert Case.objects.get(id=act.case_id).state == "overturned"

    def test_another_person_upholds_it_and_that_is_the_end(self, house: House) -> None:
        act = self.appealed(house)
        actions.decide(by=house.second, act_id=act.id, upheld=True, words="It can do harm.")
        assert posts.seen(ANONYMOUS, act.post_id or 0).folded == "harms"
        decision = queries.decision(viewer_of(house.author), act.id)
        assert (decision.told.way, decision.can_appeal) == (telling.UPHELD, False)
        with pytest.raises(NotHere):
            actions.decide(by=house.second, act_id=act.id, upheld=False, words="After all.")
        with pytest.raises(Refused):
            actions.appeal(by=viewer_of(house.author), act_id=act.id, words="Once more.")

    def test_who_acted_and_whom_it_meets_do_not_decide(self, house: House) -> None:
        act = self.appealed(house)
        assert [one.act.id for one in queries.appeals(house.second)] == [act.id]
        assert queries.appeals(house.mod) == []
        for viewer in (house.mod, viewer_of(house.author), house.steward, viewer_of(house.reader)):
            with pytest.raises(NotHere):
                actions.decide(by=viewer, act_id=act.id, upheld=True, words="I say so.")

    def test_the_database_keeps_it_at_two_people(self, house: House) -> None:
        act = self.appealed(house)
        rows = Appeal.objects.filter(act_id=act.id)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(decided_account=house.mod.account_id, decided_at=now(), upheld=True)

    def test_a_stewards_act_is_looked_at_by_another_steward_or_a_moderator(self, house: House) -> None:
        act = self.appealed(house, by=house.steward, post=inside(house))
        assert [one.act.id for one in queries.appeals(house.other_steward)] == [act.id]
        assert [one.act.id for one in queries.appeals(house.mod)] == [act.id]
        assert queries.appeals(house.steward) == queries.appeals(house.elsewhere) == []
        actions.decide(by=house.mod, act_id=act.id, upheld=False, words="It is fine.")
        assert posts.seen(viewer_of(house.reader), act.post_id or 0).folded == ""

    @pytest.mark.parametrize(("days", "may"), [(13.9, True), (14.1, False)])
    def test_it_is_asked_for_within_14_days(self, house: House, days: float, may: bool) -> None:
        act = decided(house.mod, report(house.reader, in_square(house.author)))
        with time_machine.travel(now() + days * DAY):
            if may:
                actions.appeal(by=viewer_of(house.author), act_id=act.id, words="No.")
            else:
                with pytest.raises(Refused):
                    actions.appeal(by=viewer_of(house.author), act_id=act.id, words="No.")

    def test_only_whom_it_meets_can_ask_and_not_without_words(self, house: House) -> None:
        act = decided(house.mod, report(house.reader, in_square(house.author)))
        with pytest.raises(NotHere):
            actions.appeal(by=viewer_of(house.reader), act_id=act.id, words="No.")
        with pytest.raises(Refused):
            actions.appeal(by=viewer_of(house.author), act_id=act.id, words=" ")

    def test_an_overturned_limit_ends_at_once(self, house: House) -> None:
        act = self.appealed(house, LIMIT)
        actions.decide(by=house.second, act_id=act.id, upheld=False, words="It was a misunderstanding.")
        house.author.refresh_from_db()
        assert house.author.limited_until is None


class TestHowLongItIsKept:
    def test_words_go_30_days_after_the_decision_and_stay_while_a_second_look_waits(self, house: House) -> None:
        done = decided(house.mod, report(house.reader, in_square(house.author, "One")))
        waits = decided(house.mod, report(house.reader, in_square(house.author, "Two")))
        actions.appeal(by=viewer_of(house.author), act_id=waits.id, words="No.")
        with time_machine.travel(now() + 31 * DAY):
            assert lapsing.forget_words(30) == 1
        kept = {case.id: case.snapshot_sealed is not None for case in Case.objects.all()}
        assert kept == {done.case_id: False, waits.case_id: True}
        assert Report.objects.get(case_id=done.case_id).words == ""
        assert Report.objects.get(case_id=waits.case_id).words

    def test_all_goes_after_400_days_unless_an_act_still_stands(self, house: House) -> None:
        stands = decided(house.mod, report(house.reader, in_square(house.author, "One")))
        ended = decided(house.mod, report(house.reader, in_square(house.author, "Two")), HOLD)
        with time_machine.travel(now() + 450 * DAY):
            lapsing.forget_old(400)
        assert list(Case.objects.values_list("id", flat=True)) == [stands.case_id]
        assert not Act.objects.filter(id=ended.id).exists()
        assert not Report.objects.filter(case_id=ended.case_id).exists()


def test_a_case_that_is_decided_is_out_of_the_queue_and_a_new_report_begins_another(house: House) -> None:
    post = in_square(house.author)
    first = report(house.reader, post)
    actions.claim(by=house.mod, case_id=first.id)
    actions.dismiss(by=house.mod, case_id=first.id)
    assert ids(house.mod) == []
    again = report(house.reader, post)
    assert again.id != first.id
    assert ids(house.mod) == [again.id]

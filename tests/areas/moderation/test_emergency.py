"""Emergency access: nobody alone, not for long, nothing unlogged, nothing but posts of one persona, and she is told."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from bedside.areas.audit.models import AuditEntry
from bedside.areas.moderation import actions, queries
from bedside.areas.moderation.models import EmergencyAccess
from bedside.areas.notify import queries as notify
from bedside.areas.people.models import Persona, StaffRole
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import actions as posts
from bedside.areas.posts import queries as reading
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import SQUARE_ID
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import deliver_now
from bedside.policy.break_glass import State
from tests.factories import join, make_account, make_persona, make_space, make_staff, viewer_of

pytestmark = pytest.mark.django_db
WHY = "She wrote that she has collected her pills."
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def staff(role: str, handle: str) -> Viewer:
    return viewer_of(make_staff(role, handle))


@pytest.fixture
def ada() -> Persona:
    return make_persona(handle="ada")


@pytest.fixture
def lead(ada: Persona) -> Viewer:
    return staff("safety_lead", "lead")


@pytest.fixture
def admin(ada: Persona) -> Viewer:
    return staff("administrator", "ida")


@pytest.fixture
def post(ada: Persona) -> int:
    closed = make_space(kind="community", by_invitation=True)
    join(ada, closed)
    words = Words(text="I can't go on like this.")
    return posts.publish(by=viewer_of(ada), words=words, space_id=closed.id).id


@pytest.fixture
def clock() -> Iterator[Callable[[timedelta], None]]:
    """Let the test say how much later it is."""
    start = now()
    with time_machine.travel(start, tick=False) as travelled:
        yield lambda after: travelled.move_to(start + after)


def ask(by: Viewer, handle: str = "ada") -> int:
    return actions.ask(by=by, handle=handle, reason="life", words=WHY)


@pytest.fixture
def access(lead: Viewer, admin: Viewer, clock: object) -> int:
    """Return an access that is open for the safety lead."""
    access_id = ask(lead)
    actions.allow(by=admin, access_id=access_id)
    return access_id


def state_for(viewer: Viewer) -> State:
    return queries.asked(viewer)[0].state


class TestAsking:
    @pytest.mark.parametrize("roles", [(), ("moderator",)])
    def test_only_who_has_the_right_may_ask(self, ada: Persona, roles: tuple[str, ...]) -> None:
        other = viewer_of(make_persona(account=make_account(staff=roles)))
        with pytest.raises(NotHere):
            ask(other)

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"handle": "nobody"}, "no_such_handle"),
            ({"handle": "lead"}, "oneself"),
            ({"reason": "curious"}, "no_such_reason"),
            ({"words": " \x00 "}, "words_missing"),
            ({"words": "x" * 2001}, "too_long"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, lead: Viewer, change: dict[str, str], code: str) -> None:
        with pytest.raises(Refused) as refused:
            actions.ask(by=lead, **({"handle": "ada", "reason": "life", "words": WHY} | change))
        assert refused.value.code == code
        assert not EmergencyAccess.objects.exists()

    def test_asking_opens_nothing(self, lead: Viewer, post: int) -> None:
        access_id = ask(lead)
        with pytest.raises(NotHere):
            actions.open_post(by=lead, access_id=access_id, post_id=post)
        with pytest.raises(NotHere):
            actions.open_list(by=lead, access_id=access_id)

    def test_the_words_are_sealed_and_open_for_the_second_person(self, lead: Viewer, admin: Viewer) -> None:
        access_id = ask(lead)
        assert WHY.encode() not in bytes(EmergencyAccess.objects.get(id=access_id).words_sealed)
        assert queries.to_answer(admin, access_id).words("words_sealed") == WHY


class TestAnswering:
    def test_nobody_answers_their_own_request_with_any_persona(self, lead: Viewer) -> None:
        access_id = ask(lead)
        account = Persona.objects.get(id=lead.persona_id).account
        for viewer in (lead, viewer_of(make_persona(account=account))):
            with pytest.raises(NotHere):
                actions.allow(by=viewer, access_id=access_id)
            assert queries.waiting(viewer) == []

    def test_the_member_does_not_answer_though_she_is_staff(self, lead: Viewer) -> None:
        member = staff("administrator", "eve")
        access_id = ask(lead, "eve")
        with pytest.raises(NotHere):
            actions.allow(by=member, access_id=access_id)
        assert (queries.waiting(member), queries.unreviewed(member)) == ([], [])

    def test_a_moderator_does_not_answer(self, lead: Viewer) -> None:
        access_id = ask(lead)
        with pytest.raises(NotHere):
            actions.allow(by=staff("moderator", "mod"), access_id=access_id)

    def test_the_database_keeps_it_at_two_people(self, access: int, lead: Viewer) -> None:
        rows = EmergencyAccess.objects.filter(id=access)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(answered_account=lead.account_id)

    def test_the_database_keeps_the_ten_minutes(self, access: int) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            EmergencyAccess.objects.filter(id=access).update(asked_at=now() - 11 * MINUTE)

    @pytest.mark.parametrize(("after", "may"), [(9 * MINUTE, True), (10 * MINUTE, False)])
    def test_an_answer_must_come_within_ten_minutes(
        self, lead: Viewer, admin: Viewer, clock: Callable[[timedelta], None], after: timedelta, may: bool
    ) -> None:
        access_id = ask(lead)
        clock(after)
        assert bool(queries.waiting(admin)) is may
        if may:
            actions.allow(by=admin, access_id=access_id)
        else:
            with pytest.raises(NotHere):
                actions.allow(by=admin, access_id=access_id)
        assert state_for(lead) is (State.OPEN if may else State.LAPSED)

    def test_no_means_no(self, lead: Viewer, admin: Viewer, post: int) -> None:
        access_id = ask(lead)
        actions.decline(by=admin, access_id=access_id)
        assert state_for(lead) is State.DECLINED
        with pytest.raises(NotHere):
            actions.allow(by=admin, access_id=access_id)
        with pytest.raises(NotHere):
            actions.open_post(by=lead, access_id=access_id, post_id=post)

    def test_it_is_answered_once(self, access: int, admin: Viewer) -> None:
        for act in (actions.allow, actions.decline):
            with pytest.raises(NotHere):
                act(by=admin, access_id=access)


class TestReading:
    def test_the_asker_reads_the_posts_of_every_space(self, access: int, lead: Viewer, post: int) -> None:
        page = actions.open_list(by=lead, access_id=access)
        assert [one.id for one in page.posts] == [post]
        assert actions.open_post(by=lead, access_id=access, post_id=post).post.text == "I can't go on like this."

    def test_the_second_person_does_not_read(self, access: int, admin: Viewer, post: int) -> None:
        with pytest.raises(NotHere):
            actions.open_list(by=admin, access_id=access)
        with pytest.raises(NotHere):
            actions.open_post(by=admin, access_id=access, post_id=post)

    def test_posts_of_others_stay_closed(self, access: int, lead: Viewer) -> None:
        other = viewer_of(make_persona())
        theirs = posts.publish(by=other, words=Words(text="Mine."), space_id=SQUARE_ID).id
        with pytest.raises(NotHere):
            actions.open_post(by=lead, access_id=access, post_id=theirs)

    def test_the_ordinary_ways_stay_closed(self, access: int, lead: Viewer, post: int) -> None:
        with pytest.raises(NotHere):
            reading.seen(lead, post)
        with pytest.raises(NotHere):
            posts.delete(by=lead, post_id=post)

    @pytest.mark.parametrize(("after", "may"), [(59 * MINUTE, True), (60 * MINUTE, False), (30 * DAY, False)])
    def test_it_ends_after_an_hour(
        self,
        access: int,
        lead: Viewer,
        post: int,
        clock: Callable[[timedelta], None],
        after: timedelta,
        may: bool,
    ) -> None:
        clock(after)
        assert bool(queries.open_accesses(lead)) is may
        if may:
            assert actions.open_post(by=lead, access_id=access, post_id=post)
        else:
            with pytest.raises(NotHere):
                actions.open_post(by=lead, access_id=access, post_id=post)

    def test_it_ends_with_the_role(self, access: int, lead: Viewer, post: int) -> None:
        StaffRole.objects.filter(account_id=lead.account_id).delete()
        now_member = viewer_of(Persona.objects.get(id=lead.persona_id))
        with pytest.raises(NotHere):
            actions.open_post(by=now_member, access_id=access, post_id=post)

    @pytest.mark.asvs("16.2.1")
    def test_every_object_that_is_read_is_logged(self, access: int, lead: Viewer, post: int, ada: Persona) -> None:
        actions.open_list(by=lead, access_id=access)
        actions.open_post(by=lead, access_id=access, post_id=post)
        rows = AuditEntry.objects.filter(subject_id=ada.id, purpose="break_glass").order_by("id")
        told = [(row.action, row.actor_id, row.object_kind, row.object_id, row.reason_code) for row in rows]
        assert told == [
            ("look.posts", lead.persona_id, "emergency", access, "life"),
            ("look.post", lead.persona_id, "post", post, "life"),
        ]

    def test_the_list_holds_no_words(self, access: int, lead: Viewer, post: int) -> None:
        (row,) = actions.open_list(by=lead, access_id=access).posts
        assert {"text", "html", "title", "warning"} <= row.get_deferred_fields()

    def test_the_list_has_pages(self, access: int, lead: Viewer, ada: Persona) -> None:
        made = [
            posts.publish(by=viewer_of(ada), words=Words(text=f"Number {n}."), space_id=SQUARE_ID).id for n in range(21)
        ]
        first = actions.open_list(by=lead, access_id=access)
        assert (len(first.posts), first.next_before) == (20, made[1])
        rest = actions.open_list(by=lead, access_id=access, before=first.next_before)
        assert ([one.id for one in rest.posts], rest.next_before) == ([made[0]], None)


def told(ada: Persona) -> list[str]:
    deliver_now()
    return [group.kind for group in notify.notices(viewer_of(ada)).groups]


def looks(ada: Persona) -> list[tuple[str, str, str]]:
    return [(one.action, one.role, one.handle) for one in queries.looks_at_mine(viewer_of(ada)).looks]


class TestTelling:
    def test_the_member_is_told_at_once(self, access: int, lead: Viewer, ada: Persona, post: int) -> None:
        actions.open_post(by=lead, access_id=access, post_id=post)
        assert told(ada) == ["emergency"]
        assert looks(ada) == [("look.post", "safety_lead", "lead")]

    def test_she_is_told_though_she_is_suspended(self, access: int, ada: Persona) -> None:
        Persona.objects.filter(id=ada.id).update(hidden=True)
        assert told(ada) == ["emergency"]

    def test_she_is_not_told_of_what_was_not_allowed(self, lead: Viewer, admin: Viewer, ada: Persona) -> None:
        actions.decline(by=admin, access_id=ask(lead))
        ask(lead)
        assert (told(ada), looks(ada)) == ([], [])

    def test_the_safety_lead_may_have_her_told_later(
        self, lead: Viewer, admin: Viewer, ada: Persona, post: int, clock: Callable[[timedelta], None]
    ) -> None:
        access_id = ask(admin)
        actions.allow(by=lead, access_id=access_id, delay_days=7, delay_words="He reads her mail.")
        actions.open_post(by=admin, access_id=access_id, post_id=post)
        clock(7 * DAY - MINUTE)
        assert (actions.tell_due(), told(ada), looks(ada)) == (0, [], [])
        clock(7 * DAY)
        assert (actions.tell_due(), actions.tell_due()) == (1, 0)
        assert (told(ada), looks(ada)) == (["emergency"], [("look.post", "administrator", "ida")])

    def test_other_looks_are_told_meanwhile(self, lead: Viewer, admin: Viewer, ada: Persona, post: int) -> None:
        first = ask(lead)
        actions.allow(by=admin, access_id=first)
        actions.open_list(by=lead, access_id=first)
        second = ask(admin)
        actions.allow(by=lead, access_id=second, delay_days=1, delay_words="Why.")
        actions.open_post(by=admin, access_id=second, post_id=post)
        assert looks(ada) == [("look.posts", "safety_lead", "lead")]

    @pytest.mark.parametrize(
        ("role", "days", "words", "code"),
        [
            ("safety_lead", 8, "Why.", "delay_too_long"),
            ("safety_lead", -1, "Why.", "delay_too_long"),
            ("safety_lead", 3, "", "words_missing"),
            ("administrator", 3, "Why.", "no_delay"),
        ],
    )
    def test_no_other_delay_is_taken(
        self, lead: Viewer, ada: Persona, role: str, days: int, words: str, code: str
    ) -> None:
        access_id = ask(lead)
        with pytest.raises(Refused) as refused, transaction.atomic():
            actions.allow(by=staff(role, "second"), access_id=access_id, delay_days=days, delay_words=words)
        assert refused.value.code == code
        assert state_for(lead) is State.WAITING


class TestReviewing:
    def test_it_waits_for_a_review_when_it_is_over(
        self, access: int, admin: Viewer, clock: Callable[[timedelta], None]
    ) -> None:
        assert queries.unreviewed(admin) == []
        clock(60 * MINUTE)
        assert [(one.access.id, one.overdue) for one in queries.unreviewed(admin)] == [(access, False)]
        clock(7 * DAY)
        assert [one.overdue for one in queries.unreviewed(admin)] == [True]

    def test_the_asker_does_not_review(self, lead: Viewer, admin: Viewer, clock: Callable[[timedelta], None]) -> None:
        access_id = ask(admin)
        actions.allow(by=lead, access_id=access_id)
        clock(61 * MINUTE)
        assert queries.unreviewed(admin) == []
        for viewer in (admin, lead):  # the second person is no administrator
            with pytest.raises(NotHere):
                actions.review(by=viewer, access_id=access_id, justified=True, words="Fine.")

    def test_a_review_is_given_once_with_what_was_opened(
        self, access: int, lead: Viewer, admin: Viewer, post: int, clock: Callable[[timedelta], None]
    ) -> None:
        actions.open_post(by=lead, access_id=access, post_id=post)
        clock(2 * DAY)
        row = queries.to_review(admin, access)
        assert [(one.action, one.object_id) for one in queries.read_under(admin, row)] == [("look.post", post)]
        actions.review(by=admin, access_id=access, justified=False, words="A call would have done.")
        assert (queries.unreviewed(admin), state_for(lead)) == ([], State.REVIEWED)
        with pytest.raises(NotHere):
            actions.review(by=admin, access_id=access, justified=True, words="Again.")

    def test_an_open_access_is_not_reviewed_yet(self, access: int, admin: Viewer) -> None:
        with pytest.raises(NotHere):
            actions.review(by=admin, access_id=access, justified=True, words="Early.")


def test_each_step_is_in_the_log(access: int, admin: Viewer, clock: Callable[[timedelta], None]) -> None:
    clock(2 * DAY)
    actions.review(by=admin, access_id=access, justified=True, words="Yes.")
    rows = AuditEntry.objects.filter(object_kind="emergency", object_id=access).order_by("id")
    assert [row.action for row in rows] == ["emergency.ask", "emergency.allow", "emergency.review"]

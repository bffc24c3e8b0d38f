"""Not my doctor: what the clinician and the people around him no longer see, and what nobody is told."""

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.contacts import actions, queries
from bedside.areas.contacts.models import Follow, NotMyDoctor
from bedside.areas.notify.queries import may_be_told
from bedside.areas.people.models import Persona
from bedside.areas.posts import actions as posts
from bedside.areas.posts import queries as reading
from bedside.areas.posts.models import Mention
from bedside.areas.posts.words import Words
from bedside.areas.practice.models import TeamMember
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.models import OutboxRow
from tests.areas.messaging.making import make_colleague, make_practice, put_on_team
from tests.factories import block, follow, keep_away, make_credential, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctor() -> Persona:
    persona = make_persona(kind="clinician")
    make_credential(persona)
    return persona


class TestPressing:
    def test_the_doctor_finds_no_page_and_she_still_finds_his(self, doctor: Persona) -> None:
        me = make_persona()
        actions.keep_away(by=viewer_of(me), target_id=doctor.id)
        with pytest.raises(NotHere):
            queries.persona_page(viewer_of(doctor), me.handle)
        assert queries.persona_page(viewer_of(me), doctor.handle) == doctor

    def test_it_ends_the_doctor_following_her_and_not_her_following_him(self, doctor: Persona) -> None:
        me = make_persona()
        follow(me, doctor)
        follow(doctor, me)
        actions.keep_away(by=viewer_of(me), target_id=doctor.id)
        assert list(Follow.objects.values_list("owner_id", flat=True)) == [me.id]

    def test_nobody_is_told_and_pressing_twice_changes_nothing(self, doctor: Persona) -> None:
        me = make_persona()
        for _ in range(2):
            actions.keep_away(by=viewer_of(me), target_id=doctor.id)
        assert NotMyDoctor.objects.count() == 1
        assert not OutboxRow.objects.exists()
        assert not AuditEntry.objects.filter(subject_id=doctor.id).exists()

    def test_undoing_lets_him_see_her_again(self, doctor: Persona) -> None:
        me = make_persona()
        keep_away(me, doctor)
        actions.let_see(by=viewer_of(me), target_id=doctor.id)
        assert queries.persona_page(viewer_of(doctor), me.handle) == me

    def test_nobody_undoes_it_for_another(self, doctor: Persona) -> None:
        me = make_persona()
        keep_away(me, doctor)
        actions.let_see(by=viewer_of(doctor), target_id=me.id)
        assert NotMyDoctor.objects.count() == 1

    @pytest.mark.parametrize("kind", ["patient", "carer", "student", "organisation"])
    def test_it_is_for_clinicians_only(self, kind: str) -> None:
        with pytest.raises(Refused):
            actions.keep_away(by=viewer_of(make_persona()), target_id=make_persona(kind=kind).id)

    @pytest.mark.parametrize("kind", ["clinician", "student", "researcher", "organisation"])
    def test_it_is_pressed_by_members_only(self, kind: str, doctor: Persona) -> None:
        with pytest.raises(Refused):
            actions.keep_away(by=viewer_of(make_persona(kind=kind)), target_id=doctor.id)

    def test_who_is_not_there_is_not_there_for_this_either(self, doctor: Persona) -> None:
        me = make_persona()
        block(doctor, me)
        with pytest.raises(NotHere):
            actions.keep_away(by=viewer_of(me), target_id=doctor.id)


class TestWhatTheDoctorNoLongerSees:
    @pytest.fixture
    def me(self, doctor: Persona) -> Persona:
        persona = make_persona()
        keep_away(persona, doctor)
        return persona

    def test_her_posts_and_what_others_answer_to_her(self, me: Persona, doctor: Persona) -> None:
        first = posts.publish(by=viewer_of(me), words=Words(text="How do you sleep?"))
        answer = posts.publish(by=viewer_of(make_persona()), words=Words(text="Badly."), reply_to_id=first.id)
        assert reading.readable_ids(viewer_of(doctor), [first.id, answer.id]) == set()
        assert reading.readable_ids(viewer_of(make_persona(kind="clinician")), [first.id, answer.id]) == {
            first.id,
            answer.id,
        }

    def test_her_answer_is_not_counted_under_his_own_post(self, me: Persona, doctor: Persona) -> None:
        first = posts.publish(by=viewer_of(doctor), words=Words(text="Drink enough water in summer."))
        for author in (me, make_persona()):
            posts.publish(by=viewer_of(author), words=Words(text="Thank you."), reply_to_id=first.id)
        assert reading.seen(viewer_of(doctor), first.id).n_replies == 1
        assert reading.seen(viewer_of(me), first.id).n_replies == 2

    def test_she_reads_what_he_writes(self, me: Persona, doctor: Persona) -> None:
        post = posts.publish(by=viewer_of(doctor), words=Words(text="Drink enough water in summer."))
        assert reading.readable_ids(viewer_of(me), [post.id]) == {post.id}

    def test_naming_him_reaches_him_no_more_than_it_would_across_a_block(self, me: Persona, doctor: Persona) -> None:
        post = posts.publish(by=viewer_of(me), words=Words(text=f"I read @{doctor.handle} on sleep."))
        assert not Mention.objects.filter(post_id=post.id).exists()
        assert not may_be_told(doctor.id, actor_id=me.id)

    def test_her_name_in_his_text_is_a_word_like_any_unknown_one(self, me: Persona, doctor: Persona) -> None:
        post = posts.publish(by=viewer_of(doctor), words=Words(text=f"Hello @{me.handle} and @nobody_of_that_name."))
        assert post.html == f"<p>Hello @{me.handle} and @nobody_of_that_name.</p>"
        assert not Mention.objects.filter(post_id=post.id).exists()

    def test_she_is_in_none_of_his_lists(self, me: Persona, doctor: Persona) -> None:
        follow(doctor, me)
        viewer = viewer_of(doctor)
        assert queries.following(viewer).people == []
        assert queries.blocked_ids(viewer) == queries.kept_from(viewer) == {me.id}
        with pytest.raises(NotHere):
            queries.own_by_handle(viewer, me.handle)

    def test_who_works_with_him_now_does_not_see_her_either_and_others_do(self, me: Persona, doctor: Persona) -> None:
        practice = make_practice()
        put_on_team(doctor, practice)
        colleague, former = make_colleague(practice, "front_desk"), make_colleague(practice)
        TeamMember.objects.filter(persona=former).update(ended_at=now())
        elsewhere = make_colleague(make_practice(slug="other", name="Other"))
        seen = {one.id: queries.kept_from(viewer_of(one)) for one in (doctor, colleague, former, elsewhere)}
        assert seen == {doctor.id: {me.id}, colleague.id: {me.id}, former.id: set(), elsewhere.id: set()}

    def test_who_joins_the_team_later_is_kept_away_at_once_and_no_longer_once_the_doctor_has_left(
        self, me: Persona, doctor: Persona
    ) -> None:
        practice, newcomer = make_practice(), make_persona(kind="organisation")
        put_on_team(doctor, practice)
        post = posts.publish(by=viewer_of(me), words=Words(text="How do you sleep?"))
        assert reading.readable_ids(viewer_of(newcomer), [post.id]) == {post.id}
        put_on_team(newcomer, practice, "front_desk")
        assert reading.readable_ids(viewer_of(newcomer), [post.id]) == set()
        TeamMember.objects.filter(persona=doctor).update(ended_at=now())
        assert reading.readable_ids(viewer_of(newcomer), [post.id]) == {post.id}

    def test_a_visitor_and_another_doctor_are_kept_from_nobody(self, me: Persona, doctor: Persona) -> None:
        assert queries.kept_from(viewer_of(make_persona(kind="clinician"))) == set()

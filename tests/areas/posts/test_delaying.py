"""What a student writes of a placement: asked about, kept, and published on its day, when it passes the guard again."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from bedside.areas.notify.models import Notice
from bedside.areas.people.models import Persona
from bedside.areas.posts import actions, waiting
from bedside.areas.posts.actions.due import put_out_due
from bedside.areas.posts.actions.looking import leave_to_authors
from bedside.areas.posts.models import Draft, Post, Waiting
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import SQUARE_ID
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import deliver_now
from bedside.policy.verification.students import DELAY
from tests.areas.posts.writing import picture, write
from tests.factories import join, make_credential, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db

STUDY = "Spaced repetition helps me learn the cranial nerves."
LESSON = "On the ward we saw how a good team hands over. Listening first helps."


@pytest.fixture
def student() -> Persona:
    return make_persona(kind="student")


def send(author: Persona, text: str = LESSON, *, said: str = "yes", **more: Any) -> int:
    """Send a text that has to wait, and return the key under which it does."""
    with pytest.raises(actions.WaitsForItsDay) as delayed:
        write_as(author, text, said=said, **more)
    return delayed.value.form_key


def write_as(author: Persona, text: str, *, said: str = "", **more: Any) -> Post:
    images = more.pop("images", ())
    place = {"space_id": SQUARE_ID} | more
    return actions.publish(by=viewer_of(author), words=Words(text=text, images=images), placement=said, **place)


def later(days: float = 30.1) -> time_machine.travel:
    return time_machine.travel(now() + timedelta(days=days), tick=False)


def test_a_student_who_writes_of_studying_publishes_at_once(student: Persona) -> None:
    assert write_as(student, STUDY, said="no").text == STUDY


@pytest.mark.parametrize(("text", "said"), [(STUDY, ""), (LESSON, "no"), (LESSON, ""), (STUDY, "perhaps")])
def test_who_has_not_said_what_it_is_or_says_no_to_what_it_tells_is_asked(
    text: str, said: str, student: Persona
) -> None:
    with pytest.raises(Refused) as asked:
        write_as(student, text, said=said)
    assert (asked.value.code, asked.value.field) == ("placement", "placement")
    assert not Post.objects.exists()
    assert not Waiting.objects.exists()


def test_what_is_from_a_placement_waits_and_leaves_no_trace(student: Persona) -> None:
    key = send(student)
    assert not Post.objects.exists()
    held = waiting.one(viewer_of(student), key)
    assert held.state == "day"
    assert held.out_at is not None
    assert abs(held.out_at - now() - DELAY) < timedelta(minutes=1)
    assert held.words.text == LESSON
    with pytest.raises(NotHere):
        waiting.one(viewer_of(make_persona()), key)


def test_a_form_sent_twice_waits_once(student: Persona) -> None:
    key = send(student, form_key=77)
    with pytest.raises(actions.BeingChecked):
        write_as(student, LESSON, said="yes", form_key=77)
    assert key == 77
    assert Waiting.objects.count() == 1


def test_nothing_comes_out_before_its_day(student: Persona) -> None:
    send(student)
    with later(29.9):
        assert put_out_due() == 0
    assert not Post.objects.exists()


def test_it_comes_out_on_its_day_as_of_then(student: Persona) -> None:
    key = send(student)
    with later():
        assert put_out_due() == 1
        post = Post.objects.get()
        assert post.text == LESSON
        assert abs(post.created_at - now()) < timedelta(minutes=1)
    assert post.author_id == student.id
    assert not Waiting.objects.exists()
    assert Post.objects.filter(form_key=key or None).count() == 1


def test_a_second_run_publishes_nothing_twice(student: Persona) -> None:
    send(student)
    with later():
        put_out_due()
        assert put_out_due() == 0
    assert Post.objects.count() == 1


def test_it_can_be_taken_back(student: Persona) -> None:
    key = send(student)
    actions.drop_held(by=viewer_of(student), form_key=key)
    with later():
        put_out_due()
    assert not Post.objects.exists()


def test_it_can_be_changed_and_then_waits_anew(student: Persona) -> None:
    key = send(student)
    with later(20):
        actions.back_to_draft(by=viewer_of(student), form_key=key, fields={"text": LESSON})
        assert Draft.objects.count() == 1
        again = send(student, LESSON + " Write it down.")
        held = waiting.one(viewer_of(student), again)
    assert held.out_at is not None
    assert held.out_at > now() + timedelta(days=49)


def test_nobody_publishes_it_by_hand_before_its_day(student: Persona) -> None:
    key = send(student)
    with pytest.raises(NotHere):
        actions.publish_held(by=viewer_of(student), form_key=key)
    assert not Post.objects.exists()


def test_the_guard_reads_it_when_it_is_sent(student: Persona) -> None:
    with pytest.raises(Refused) as held:
        write_as(student, "On the ward we saw Maria Kowalska, MRN 00482917, born 3 May 1961.", said="yes")
    assert held.value.code.startswith("guard.")
    assert not Waiting.objects.exists()


def test_what_the_guard_finds_on_the_day_stops_it_and_its_author_is_told(
    student: Persona, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(student)
    change_sealed_words(student, "On the ward we saw Maria Kowalska, MRN 00482917, born 3 May 1961.")
    with later():
        put_out_due()
        deliver_now()
    assert not Post.objects.exists()
    assert Waiting.objects.get().state == "again"
    assert Notice.objects.filter(owner_id=student.id, kind="delayed").count() == 1
    with pytest.raises(NotHere):
        actions.publish_held(by=viewer_of(student), form_key=Waiting.objects.get().form_key)


def change_sealed_words(author: Persona, text: str) -> None:
    """Put other words into what waits, as if the guard knew more on the day than when they were sent."""
    from dataclasses import replace

    from bedside.areas.posts.actions.holding import keep

    row = Waiting.objects.get(owner_id=author.id)
    held = waiting.opened(row)
    keep(row, replace(held, words=replace(held.words, text=text)))


def test_a_reply_whose_thread_is_gone_by_then_is_left_to_its_author(student: Persona) -> None:
    asked = write(make_persona(), "How do you learn?")
    send(student, reply_to_id=asked.id)
    Post.objects.filter(id=asked.id).update(gone=True)
    with later():
        put_out_due()
    assert Waiting.objects.get().state == "again"


def test_a_suspended_students_post_stays_where_it_is(student: Persona) -> None:
    send(student)
    Persona.objects.filter(id=student.id).update(hidden=True)
    with later():
        put_out_due()
    assert not Post.objects.exists()
    assert Waiting.objects.get().state == "day"


def test_pictures_from_a_placement_are_refused(student: Persona) -> None:
    key = actions.add_image(by=viewer_of(student), data=picture())
    with pytest.raises(Refused) as refused:
        write_as(student, LESSON, said="yes", images=(key,))
    assert refused.value.code == "placement_pictures"


def test_in_a_teaching_room_nothing_waits(student: Persona) -> None:
    make_credential(student, level="S", title="")
    room = make_space(kind="room", students_from=1)
    join(student, room)
    assert write_as(student, LESSON, space_id=room.id).space_id == room.id


def test_an_edit_brings_in_nothing_from_a_placement(student: Persona) -> None:
    post = write_as(student, STUDY, said="no")
    with pytest.raises(Refused) as refused:
        actions.edit(by=viewer_of(student), post_id=post.id, words=Words(text=LESSON))
    assert refused.value.code == "placement"
    assert actions.edit(by=viewer_of(student), post_id=post.id, words=Words(text=STUDY + " Try it.")).version == 2


def test_after_a_restore_nothing_goes_out_by_itself(student: Persona) -> None:
    send(student)
    assert leave_to_authors() == 1
    with later():
        put_out_due()
    assert not Post.objects.exists()


@pytest.mark.parametrize("kind", ["patient", "clinician", "carer"])
def test_nobody_else_is_asked(kind: str) -> None:
    assert write_as(make_persona(kind=kind), "A good day.").text == "A good day."

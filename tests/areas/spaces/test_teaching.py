"""Rooms that their steward opened to students, and the rooms that are not open to them."""

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.models import Persona
from bedside.areas.posts import queries as posts
from bedside.areas.spaces import actions, queries
from bedside.areas.spaces.models import Membership, Space
from bedside.kit.errors import NotHere, Refused
from tests.areas.posts.writing import answer, write
from tests.factories import join, make_credential, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward() -> Persona:
    doctor = make_persona(kind="clinician")
    make_credential(doctor)
    return doctor


@pytest.fixture
def room(steward: Persona) -> Space:
    space = make_space(kind="room", approves=False)
    join(steward, space, role="steward")
    return space


@pytest.fixture
def student() -> Persona:
    persona = make_persona(kind="student")
    make_credential(persona, level="S", title="")
    return persona


def opened(steward: Persona, room: Space, *, on: bool = True) -> Space:
    actions.open_to_students(by=viewer_of(steward), space=room, opened=on)
    return room


def reads(persona: Persona, *post_ids: int) -> set[int]:
    return posts.readable_ids(viewer_of(persona), post_ids)


def test_a_room_that_nobody_opened_does_not_exist_for_a_student(room: Space, student: Persona) -> None:
    with pytest.raises(NotHere):
        queries.space_by_slug(viewer_of(student), room.slug)
    with pytest.raises(NotHere):
        actions.join(by=viewer_of(student), space=room, consent=False, listed=True, note="")
    assert room.id not in [entry.space.id for entry in queries.spaces_for(viewer_of(student))]


def test_a_checked_student_joins_reads_and_writes_in_a_room_that_is_open(
    room: Space, steward: Persona, student: Persona
) -> None:
    opened(steward, room)
    lesson = write(steward, "Today: gait.", space=room)
    actions.join(by=viewer_of(student), space=room, consent=False, listed=True, note="")
    assert reads(student, lesson.id) == {lesson.id}
    asked = answer(student, lesson, "Why does it widen?")
    assert reads(steward, asked.id) == {asked.id}


@pytest.mark.parametrize("kind", ["student", "patient", "personal", "researcher", "organisation"])
def test_nobody_who_was_not_checked_sees_it(kind: str, room: Space, steward: Persona) -> None:
    opened(steward, room)
    with pytest.raises(NotHere):
        queries.space_by_slug(viewer_of(make_persona(kind=kind)), room.slug)


def test_what_was_begun_before_stays_with_clinicians(room: Space, steward: Persona, student: Persona) -> None:
    before = write(steward, "Between us.", space=room)
    opened(steward, room)
    later_there = answer(steward, before, "Still between us.")
    join(student, room)
    assert reads(student, before.id, later_there.id) == set()
    assert posts.space_timeline(viewer_of(student), room).posts == ()
    with pytest.raises(NotHere):
        posts.thread(viewer_of(student), before.id)
    with pytest.raises(NotHere):
        answer(student, before, "Me too")


def test_a_clinician_reads_both(room: Space, steward: Persona) -> None:
    before = write(steward, "Between us.", space=room)
    opened(steward, room)
    after = write(steward, "For all.", space=room)
    assert reads(steward, before.id, after.id) == {before.id, after.id}


def test_closing_it_shuts_students_out_at_once(room: Space, steward: Persona, student: Persona) -> None:
    opened(steward, room)
    lesson = write(steward, "Today: gait.", space=room)
    join(student, room)
    assert reads(student, lesson.id) == {lesson.id}
    opened(steward, room, on=False)
    assert reads(student, lesson.id) == set()
    assert queries.joined_spaces(viewer_of(student)) == []
    assert posts.home(viewer_of(student)).followed.spaces == ()  # type: ignore[union-attr]  # home asks for it
    with pytest.raises(NotHere):
        queries.members(viewer_of(student), room, hidden=())


def test_opening_it_again_does_not_bring_back_what_was_said_without_them(
    room: Space, steward: Persona, student: Persona
) -> None:
    join(student, opened(steward, room))
    opened(steward, room, on=False)
    between = write(steward, "Between us.", space=room)
    opened(steward, room)
    assert reads(student, between.id) == set()


def test_opening_twice_does_not_move_the_day(room: Space, steward: Persona, student: Persona) -> None:
    join(student, opened(steward, room))
    lesson = write(steward, "Today: gait.", space=room)
    opened(steward, room)
    assert reads(student, lesson.id) == {lesson.id}


def test_a_student_whose_card_ran_out_is_out(room: Space, steward: Persona) -> None:
    lapsed = make_persona(kind="student")
    make_credential(lapsed, level="S", title="", days=-1)
    join(lapsed, opened(steward, room))
    lesson = write(steward, "Today: gait.", space=room)
    assert reads(lapsed, lesson.id) == set()


def test_only_its_steward_opens_it(room: Space, student: Persona) -> None:
    colleague = make_persona(kind="clinician")
    make_credential(colleague)
    join(colleague, room)
    for other in (colleague, student, make_persona(kind="clinician")):
        with pytest.raises(NotHere):
            actions.open_to_students(by=viewer_of(other), space=room, opened=True)
    assert Space.objects.get(id=room.id).students_from is None


def test_a_community_is_no_class_room() -> None:
    steward, community = make_persona(), make_space()
    join(steward, community, role="steward")
    with pytest.raises(NotHere):
        actions.open_to_students(by=viewer_of(steward), space=community, opened=True)


def test_a_student_does_not_become_steward(room: Space, steward: Persona, student: Persona) -> None:
    join(student, opened(steward, room))
    with pytest.raises(Refused) as refused:
        actions.name_steward(by=viewer_of(steward), space=room, persona_id=student.id)
    assert refused.value.code == "no_steward"
    assert Membership.objects.get(persona=student, space=room).role == "member"


def test_opening_and_closing_are_written_down(room: Space, steward: Persona) -> None:
    opened(steward, room)
    opened(steward, room, on=False)
    rows = AuditEntry.objects.filter(object_id=room.id, action__contains="students").order_by("id")
    assert list(rows.values_list("action", flat=True)) == ["space.open_to_students", "space.close_to_students"]


def test_who_reads_is_said_in_words(room: Space, steward: Persona) -> None:
    assert "students" not in queries.kind_of(room).who_reads
    assert "checked students" in queries.kind_of(opened(steward, room)).who_reads


def test_a_student_is_named_in_a_room_that_is_open_to_them(room: Space, steward: Persona, student: Persona) -> None:
    from bedside.areas.posts.render import mentionable

    join(student, room)
    voice = viewer_of(steward)
    assert mentionable(voice, [student.handle], space=room) == {}
    opened(steward, room)
    assert mentionable(voice, [student.handle], space=room) == {student.handle: student.id}

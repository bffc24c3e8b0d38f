"""The read budget: who copies a community is stopped, and who reads is not (security.md section 8)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from bedside.areas.people.actions import reading
from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.models import Persona, Reading
from bedside.areas.posts import actions as posts
from bedside.areas.posts import queries
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import SQUARE_ID
from bedside.kit.clock import now
from bedside.policy.limits import READS
from tests.factories import client_of, join, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Persona:
    return make_persona()


def another_process() -> None:
    """Forget what this process remembers, as another one does not know it."""
    reading._counted.clear()


def read(viewer: object, first: int, last: int) -> int:
    """Read posts page by page, and return how many were shown."""
    for number in range(first, last, 20):
        try:
            reading.note_read(viewer, range(10**15 + number, 10**15 + number + 20))
        except TooManyTries:
            return number - first
    return last - first


@pytest.mark.asvs("2.4.1")
def test_about_three_hundred_different_posts_are_shown_in_an_hour(ada: Persona) -> None:
    assert 290 <= read(viewer_of(ada), 0, 1000) <= 340


def test_what_two_processes_show_is_counted_together(ada: Persona) -> None:
    read(viewer_of(ada), 0, 160)
    another_process()
    assert read(viewer_of(ada), 0, 160) == 160  # the same posts once more cost nothing
    another_process()
    assert 130 <= read(viewer_of(ada), 160, 1000) <= 180


def test_what_was_shown_stays_readable_beyond_the_budget(ada: Persona) -> None:
    shown = read(viewer_of(ada), 0, 1000)
    another_process()
    assert read(viewer_of(ada), 0, shown) == shown


def test_after_an_hour_one_reads_on(ada: Persona, time_machine: TimeMachineFixture) -> None:
    read(viewer_of(ada), 0, 1000)
    time_machine.move_to(now() + READS.window + timedelta(seconds=1))
    assert read(viewer_of(ada), 5000, 5200) == 200


def test_another_account_has_a_budget_of_its_own(ada: Persona) -> None:
    read(viewer_of(ada), 0, 1000)
    assert read(viewer_of(make_persona()), 0, 200) == 200


def test_posts_that_were_counted_cost_no_statement(ada: Persona) -> None:
    viewer = viewer_of(ada)
    reading.note_read(viewer, [1, 2, 3])
    with CaptureQueriesContext(connection) as asked:
        reading.note_read(viewer, [3, 2])
    assert len(asked) == 0


def test_the_table_does_not_tell_who_read_what(ada: Persona) -> None:
    reading.note_read(viewer_of(ada), [1, 2, 3])
    row = Reading.objects.get()
    assert str(ada.account_id).encode() not in bytes(row.key)
    reading.note_read(viewer_of(make_persona()), [1, 2, 3])
    assert len({other.bits for other in Reading.objects.all()}) == 2  # the same posts, at other places


def test_what_no_budget_counts_any_more_is_deleted(ada: Persona, time_machine: TimeMachineFixture) -> None:
    reading.note_read(viewer_of(ada), [1])
    time_machine.move_to(now() + READS.window)
    assert reading.forget_old_readings() == 1


def community_post(author: Persona) -> int:
    space = make_space()
    join(author, space)
    return posts.publish(by=viewer_of(author), words=Words(text="In confidence."), space_id=space.id).id


def counted() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(bit_count(bits)), 0) FROM people_reading")
        return int(cursor.fetchone()[0])


def test_a_post_of_a_community_is_counted_when_it_is_shown(ada: Persona) -> None:
    author, space = make_persona(), make_space()
    for one in (author, ada):
        join(one, space)
    made = posts.publish(by=viewer_of(author), words=Words(text="In confidence."), space_id=space.id)
    queries.seen(viewer_of(ada), made.id)
    assert counted() == 1


def test_the_square_and_ones_own_posts_are_not_counted(ada: Persona) -> None:
    open_post = posts.publish(by=viewer_of(make_persona()), words=Words(text="In the open."), space_id=SQUARE_ID)
    queries.seen(viewer_of(ada), open_post.id)
    queries.seen(viewer_of(ada), community_post(ada))
    assert counted() == 0


def test_the_page_of_a_practice_is_open_and_not_counted(ada: Persona) -> None:
    author, space = make_persona(kind="organisation"), make_space(kind="practice")
    join(author, space)
    made = posts.publish(by=viewer_of(author), words=Words(text="We are open on Monday."), space_id=space.id)
    queries.seen(viewer_of(ada), made.id)
    assert counted() == 0


def test_beyond_the_budget_a_page_says_how_long_to_wait(ada: Persona) -> None:
    author, space = make_persona(), make_space(slug="quiet")
    for one in (author, ada):
        join(one, space)
    for _one in range(5):  # of one alone the bit could be among those that are set already
        posts.publish(by=viewer_of(author), words=Words(text="In confidence."), space_id=space.id)
    read(viewer_of(ada), 0, 1000)
    answer = client_of(ada).get("/spaces/quiet/")
    assert answer.status_code == 429
    assert "In confidence." not in answer.content.decode()
    assert "Wait 60 minutes, then try again." in answer.content.decode()

"""What members under 18 write and what is written to them (row B43)."""

import pytest

from bedside.areas.posts import actions, queries
from bedside.areas.posts.models import Post
from bedside.areas.posts.words import Words
from bedside.kit.errors import Refused
from tests.areas.posts.writing import write
from tests.factories import follow, make_persona, viewer_of

pytestmark = pytest.mark.django_db

PLACE = "I live at 12 Mill Lane, Hoxton."


@pytest.mark.parametrize(
    ("reader_is_teen", "writer_is_teen", "reaches"),
    [(True, False, False), (True, True, True), (False, True, False), (False, False, True)],
)
def test_nothing_goes_between_an_adult_and_her_that_nobody_else_reads(reader_is_teen, writer_is_teen, reaches):
    teen, writer = make_persona(handle="moss", teen=reader_is_teen), make_persona(teen=writer_is_teen)
    follow(teen, writer)  # else the first message of a stranger waits, whoever wrote it
    post = write(writer, "Hello @moss.", audience="mentioned")
    assert (post.id in queries.readable_ids(viewer_of(teen), [post.id])) is reaches


def test_in_the_open_she_is_named_like_everybody():
    teen = make_persona(handle="moss", teen=True)
    post = write(make_persona(), "Hello @moss.")
    assert post.id in queries.readable_ids(viewer_of(teen), [post.id])


@pytest.mark.parametrize("agreed", [False, True])
def test_a_place_that_others_are_advised_of_is_held_for_her(agreed):
    teen = make_persona(teen=True)
    with pytest.raises(Refused) as refused:
        write(teen, PLACE, agreed=agreed)
    assert (refused.value.code, refused.value.field) == ("guard.hold", "text")
    write(make_persona(), PLACE)
    assert Post.objects.count() == 1


def test_she_cannot_bring_it_in_by_a_change():
    teen = make_persona(teen=True)
    post = write(teen, "Hello.")
    with pytest.raises(Refused):
        actions.edit(by=viewer_of(teen), post_id=post.id, words=Words(text=PLACE))

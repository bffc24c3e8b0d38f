"""An author takes details out of a reported post: what its desk keeps loses them too (docs/decisions/0049)."""

import pytest

from bedside.areas.moderation.models import Case
from bedside.areas.posts import actions as posts
from bedside.areas.posts.models import Post
from bedside.areas.posts.words import Words
from bedside.kit.outbox.actions import deliver_now
from tests.areas.moderation.house import House, build, decided, report
from tests.areas.posts.writing import write
from tests.factories import viewer_of

pytestmark = pytest.mark.django_db
TEXT = "I feel so low. I stopped my metformin. Does it get better?"


@pytest.fixture
def house() -> House:
    return build()


def take_out(house: House, post: Post) -> None:
    viewer, version = viewer_of(house.author), Post.objects.get(id=post.id).version
    posts.take_details_out(by=viewer, post_id=post.id, stays=["t0", "t2"], version=version)
    deliver_now()


def test_a_waiting_case_keeps_what_is_left_and_says_that_something_went(house: House) -> None:
    post = write(house.author, TEXT)
    case = report(house.reader, post)
    before = case.alike
    take_out(house, post)
    after = Case.objects.get(id=case.id)
    assert (after.snapshot()["html"], after.snapshot()["details_left"]) == (
        "<p>I feel so low. Does it get better?</p>",
        True,
    )
    assert after.state == case.state
    assert after.alike != before


def test_a_decided_case_loses_them_as_well(house: House) -> None:
    post = write(house.author, TEXT)
    case = report(house.reader, post)
    decided(house.mod, case)
    take_out(house, post)
    assert "metformin" not in str(Case.objects.get(id=case.id).snapshot())


def test_a_change_leaves_what_was_reported(house: House) -> None:
    post = write(house.author, TEXT)
    case = report(house.reader, post)
    posts.edit(by=viewer_of(house.author), post_id=post.id, words=Words(text="I feel so low."))
    deliver_now()
    assert "metformin" in Case.objects.get(id=case.id).snapshot()["html"]


def test_the_case_of_another_post_stays_as_it_is(house: House) -> None:
    post, other = write(house.author, TEXT), write(house.author, f"{TEXT} Again.")
    case = report(house.reader, other)
    take_out(house, post)
    assert "metformin" in Case.objects.get(id=case.id).snapshot()["html"]

"""A page of posts costs the same number of statements whether it holds one post or twenty with everything on them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bedside.areas.people.models import Persona
from bedside.areas.posts import actions, queries
from bedside.policy.consents.releasing import Release
from tests.areas.posts.writing import answer, picture, poll, write
from tests.factories import follow, make_credential, make_persona, viewer_of

NO_PATIENT = Release(no_patient=True)
pytestmark = pytest.mark.django_db

# The list itself; pictures; and for polls their answers, counts, the viewer's own choices, and the polls.
MOST = 6


def rich_posts(reader: Persona, how_many: int) -> None:
    """Let followed clinicians write polls with pictures, hashtags and replies."""
    for n in range(how_many):
        author = make_persona(kind="clinician")
        make_credential(author)
        follow(reader, author)
        key = actions.add_image(by=viewer_of(author), data=picture())
        post = poll(author, f"Poll {n} #tag{n}", images=(key,), release=NO_PATIENT)
        answer(reader, post)
        actions.mark(by=viewer_of(reader), post_id=post.id, kind="helped", on=True)


@pytest.mark.asvs("15.2.2")
def test_a_home_page_of_20_posts_with_everything_costs_as_much_as_of_one() -> None:
    one, many = make_persona(), make_persona()
    rich_posts(one, 1)
    rich_posts(many, 20)
    costs = []
    for reader in (one, many):
        viewer = viewer_of(reader)
        with CaptureQueriesContext(connection) as captured:
            page = queries.home(viewer)
        costs.append((len(page.posts), len(captured)))
    assert costs == [(1, MOST), (20, MOST)]
    assert page.posts[0].badge is not None
    assert page.posts[0].images
    assert page.posts[0].poll is not None


def test_a_page_of_plain_posts_is_one_statement() -> None:
    author = make_persona()
    for n in range(3):
        write(author, f"Post {n}.")
    viewer = viewer_of(author)
    with CaptureQueriesContext(connection) as captured:
        queries.home(viewer)
    assert len(captured) == 1

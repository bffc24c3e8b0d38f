"""The badge on a post follows its credential at once; a lapsed one says whether it counted when that was written."""

from datetime import datetime, timedelta

import pytest

from bedside.areas.credentials.models import Credential
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.posts import queries
from bedside.areas.posts.models import Post
from bedside.kit.clock import now
from tests.areas.posts.writing import write
from tests.factories import join, make_badge, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db

AGO = now() - timedelta(days=400)


@pytest.fixture
def uma() -> Persona:
    return make_persona(kind="clinician")


def written(by: Persona, at: datetime) -> Post:
    post = write(by)
    Post.objects.filter(id=post.id).update(created_at=at)
    return post


def checked(persona: Persona, *, since: datetime, days: int) -> Credential:
    row = make_badge(persona)
    Credential.objects.filter(id=row.id).update(checked_at=since, valid_until=since + timedelta(days=days))
    return row


def says(post: Post) -> str:
    badge = queries.seen(ANONYMOUS, post.id).badge
    return badge.text if badge is not None else ""


@pytest.mark.parametrize(
    ("days", "then"),
    [(-1, False), (0, True), (199, True), (200, False), (300, False)],
)
def test_a_lapsed_badge_says_whether_it_counted_when_the_post_was_written(uma: Persona, days: int, then: bool) -> None:
    checked(uma, since=AGO, days=200)
    told = says(written(uma, AGO + timedelta(days=days)))
    assert ", lapsed" in told
    assert ("verified at the time of posting" in told) is then


def test_a_check_that_was_renewed_counts_for_its_own_time(uma: Persona) -> None:
    old = checked(uma, since=AGO, days=100)
    checked(uma, since=AGO + timedelta(days=100), days=100)
    Credential.objects.filter(id=old.id).update(revoked_at=AGO + timedelta(days=100))
    assert "verified at the time of posting" in says(written(uma, AGO + timedelta(days=50)))


@pytest.mark.parametrize("lost", [{"revoked_at": now(), "replaced_by": None}, {"suspended_at": now()}])
def test_a_check_that_was_taken_away_counts_for_no_time(uma: Persona, lost: dict[str, object]) -> None:
    old = checked(uma, since=AGO, days=300)
    checked(uma, since=AGO + timedelta(days=100), days=100)
    Credential.objects.filter(id=old.id).update(**lost)
    assert "time of posting" not in says(written(uma, AGO + timedelta(days=50)))


def test_a_match_or_a_students_card_was_no_verification(uma: Persona) -> None:
    row = checked(uma, since=AGO, days=200)
    Credential.objects.filter(id=row.id).update(level="P")
    assert "time of posting" not in says(written(uma, AGO + timedelta(days=50)))


def test_a_live_badge_does_not_speak_of_the_time_of_posting(uma: Persona) -> None:
    checked(uma, since=AGO, days=500)
    assert "time of posting" not in says(written(uma, AGO + timedelta(days=1)))


def test_a_register_match_is_told_in_rooms_alone(uma: Persona) -> None:
    row = make_badge(uma)
    room, reader = make_space(kind="room", approves=False), make_persona(kind="clinician")
    make_badge(reader)
    join(uma, room)
    join(reader, room)
    inside, outside = write(uma, space=room), write(uma)
    Credential.objects.filter(id=row.id).update(level="V2")
    badge = queries.seen(viewer_of(reader), inside.id).badge
    assert badge is not None
    assert (badge.text, badge.title) == ("Register match, not yet proven", "")
    assert says(outside) == ""

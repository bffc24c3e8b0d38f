"""`bedside seed`: invented members and posts that keep the site's own rules."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count, F

from bedside.areas.contacts.models import Follow
from bedside.areas.people.models import Account, Persona
from bedside.areas.posts import queries
from bedside.areas.posts.actions import seeding
from bedside.areas.posts.models import HomeEntry, Post
from bedside.areas.spaces.models import SQUARE_ID, Membership, Space
from bedside.doors.cli.seed import seed
from bedside.kit.errors import Refused
from bedside.policy import boundaries
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db

MEMBERS, POSTS = 60, 400


@pytest.fixture(scope="class")
def seeded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A seeded site for all tests of a class; what one of them changes is taken back before the next."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed(members=MEMBERS, posts=POSTS, seed=1)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("seeded")
class TestASeededSite:
    def test_as_many_come_as_were_asked_for(self) -> None:
        assert (Persona.objects.count(), Account.objects.count(), Post.objects.count()) == (MEMBERS, MEMBERS, POSTS)

    def test_nobody_can_sign_in_as_an_invented_member(self) -> None:
        assert [account.has_usable_password() for account in Account.objects.all()] == [False] * MEMBERS

    def test_their_mail_addresses_are_sealed_and_nobodys(self) -> None:
        assert {account.mail.partition("@")[2] for account in Account.objects.all()} == {"seed.example"}

    def test_a_post_in_a_community_is_by_a_member(self) -> None:
        inside = Post.objects.exclude(space_id=SQUARE_ID)
        strangers = [
            post.id
            for post in inside
            if not Membership.objects.filter(persona_id=post.author_id, space_id=post.space_id).exists()
        ]
        assert (inside.exists(), strangers) == (True, [])

    def test_posts_come_in_the_order_of_their_ids_and_replies_after_what_they_answer(self) -> None:
        in_order = list(Post.objects.order_by("created_at", "id").values_list("id", flat=True))
        assert in_order == sorted(in_order)
        assert not Post.objects.filter(reply_to_id__gt=F("id")).exists()

    def test_a_thread_stays_in_one_space_and_among_the_same_readers(self) -> None:
        first = {post.id: (post.space_id, post.audience) for post in Post.objects.filter(reply_to_id=None)}
        replies = Post.objects.exclude(reply_to_id=None)
        assert [(post.space_id, post.audience) for post in replies] == [first[post.thread_id] for post in replies]

    def test_nobody_follows_whom_the_rules_forbid(self) -> None:
        pairs = Follow.objects.values_list("owner__kind", "target__kind").distinct()
        rulings = [boundaries.ruling(space="square", actor=a, action="follow", target=b) for a, b in pairs]
        assert {ruling.decision for ruling in rulings} == {"allow"}

    def test_home_holds_what_the_followed_wrote_to_their_followers(self) -> None:
        owner = Persona.objects.annotate(n=Count("following")).filter(n__gt=0).order_by("-n").first()
        assert owner is not None
        authors = [owner.id, *Follow.objects.filter(owner=owner).values_list("target_id", flat=True)]
        wanted = Post.objects.filter(author_id__in=authors, reply_to_id=None, audience__in=("public", "followers"))
        there = HomeEntry.objects.filter(owner_id=owner.id)
        assert sorted(there.values_list("post_id", flat=True)) == sorted(wanted.values_list("id", flat=True))

    def test_an_invented_member_reads_a_full_page(self) -> None:
        member = Persona.objects.annotate(n=Count("following")).order_by("-n").first()
        assert member is not None
        assert len(queries.home(viewer_of(member)).posts) == 20

    def test_the_communities_have_a_steward_each(self) -> None:
        stewards = Membership.objects.filter(role="steward").values_list("space_id", flat=True)
        assert sorted(stewards) == sorted(Space.objects.filter(kind="community").values_list("id", flat=True))

    def test_another_seed_adds_to_what_is_there(self) -> None:
        make_persona(handle="real_one")
        seed(members=MEMBERS, posts=POSTS, seed=2)
        assert (Persona.objects.count(), Post.objects.count()) == (2 * MEMBERS + 1, 2 * POSTS)

    def test_the_same_seed_a_second_time_changes_nothing(self) -> None:
        with pytest.raises(Refused) as refused:
            seed(members=MEMBERS, posts=POSTS, seed=1)
        assert (refused.value.code, Persona.objects.count(), Post.objects.count()) == ("seed_used", MEMBERS, POSTS)


def test_a_home_timeline_ends_at_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeding, "HOME_CAP", 5)
    seed(members=MEMBERS, posts=POSTS, seed=1)
    assert max(HomeEntry.objects.values("owner_id").annotate(n=Count("post_id")).values_list("n", flat=True)) == 5


@pytest.mark.parametrize(("members", "posts"), [(1, 10), (0, 0), (-5, 10), (10, -1), (10**7, 10), (10, 10**8)])
def test_a_size_that_is_none_is_refused(members: int, posts: int) -> None:
    with pytest.raises(Refused) as refused:
        seed(members=members, posts=posts, seed=1)
    assert refused.value.code == "seed_size"

"""A post that nobody saw but its author: whom it answers and names hears of it when it comes out, and once."""

from datetime import timedelta

import pytest
import time_machine

from bedside.areas.moderation import actions as moderation
from bedside.areas.moderation.actions import Choice
from bedside.areas.moderation.models import Case
from bedside.areas.notify.models import Notice
from bedside.areas.people.models import Persona
from bedside.areas.posts import actions as posts
from bedside.areas.posts.actions.coming_out import come_out_due
from bedside.areas.posts.models import Post
from bedside.kit.clock import now
from bedside.kit.outbox.actions import deliver_now
from tests.areas.moderation.house import House, build, decided, in_square, report
from tests.areas.posts.writing import write
from tests.factories import block, viewer_of

pytestmark = pytest.mark.django_db
SAID = "@quokka42 have a look at this page about sleep and rest, it helped my whole family a lot"


@pytest.fixture
def house() -> House:
    return build()


def told(owner: Persona) -> list[str]:
    deliver_now()
    rows = Notice.objects.filter(owner_id=owner.id, kind__in=("reply", "mention"))
    return list(rows.order_by("id").values_list("kind", flat=True))


def held(house: House, **more: object) -> Post:
    """Return a post that the site holds by itself: the same words for the third time."""
    for _ in range(2):
        write(house.author, SAID.replace("@quokka42 ", ""))
    post = write(house.author, SAID.replace("@quokka42 ", ""), **more) if more else write(house.author, SAID)
    if not more:
        Post.objects.filter(id=post.id).update(held_until=now() + timedelta(days=3), held_for="same")
    assert Post.objects.get(id=post.id).held_for == "same"
    return post


def test_who_is_named_hears_of_it_when_its_time_is_over(house: House) -> None:
    held(house)
    assert told(house.reader) == []
    with time_machine.travel(now() + timedelta(days=3, minutes=1)):
        assert come_out_due() == 1
        assert told(house.reader) == ["mention"]
        assert come_out_due() == 0
        assert told(house.reader) == ["mention"]


def test_who_is_answered_hears_of_it_when_somebody_looked(house: House) -> None:
    asked = in_square(house.reader, "What helps you to sleep?")
    held(house, reply_to_id=asked.id)
    assert told(house.reader) == []
    case = Case.objects.get(alone=True)
    moderation.claim(by=house.mod, case_id=case.id)
    moderation.dismiss(by=house.mod, case_id=case.id)
    assert told(house.reader) == ["reply"]


def test_a_post_of_which_they_had_heard_is_not_told_again(house: House) -> None:
    post = write(house.author, SAID)
    assert told(house.reader) == ["mention"]
    Notice.objects.update(read_at=now())
    act = decided(house.mod, report(house.stranger, post), Choice(act="hold", reason="harms", days=7))
    moderation.lift(by=house.mod, act_id=act.id)
    assert told(house.reader) == ["mention"]
    assert not Notice.objects.filter(owner_id=house.reader.id, read_at=None).exists()


@pytest.mark.parametrize("why", ["deleted", "blocked", "held again"])
def test_what_they_may_not_read_tells_nobody(house: House, why: str) -> None:
    post = held(house)
    if why == "deleted":
        posts.delete(by=viewer_of(house.author), post_id=post.id)
    if why == "blocked":
        block(house.reader, house.author)
    with time_machine.travel(now() + timedelta(days=3, minutes=1)):
        come_out_due()
        if why == "held again":
            Post.objects.filter(id=post.id).update(held_until=now() + timedelta(days=7))
        assert told(house.reader) == []


def test_a_call_that_dies_after_some_goes_on_with_the_others(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedside.areas.posts.actions.coming_out.BATCH", 1)
    made = [held(house), write(house.author, "Good morning, @quokka42")]
    Post.objects.filter(id__in=[post.id for post in made]).update(held_until=now() - timedelta(minutes=1))
    assert come_out_due() == 2
    assert told(house.reader) == ["mention", "mention"]

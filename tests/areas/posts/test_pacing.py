"""How fast a place may be, and what waits for a look by itself: nothing is refused, nobody is blamed."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from bedside.areas.moderation import queries as moderation
from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.models import Persona
from bedside.areas.posts import queries
from bedside.areas.posts.gate import HeldBack
from bedside.areas.posts.models import Post
from bedside.areas.spaces import actions as spaces
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import id_at
from bedside.kit.outbox.actions import deliver_now
from tests.areas.posts.writing import answer, write
from tests.factories import follow, join, make_persona, make_space, make_staff, viewer_of

pytestmark = pytest.mark.django_db
SAME = "Our herbal tea took away all my pain within a week, try it."
DAY = timedelta(days=1)


def share(author: Persona, text: str, **more: Any) -> Post:
    """Publish a text that the guard asks about, with the second press."""
    with pytest.raises(HeldBack):
        write(author, text, **more)
    return write(author, text, confirmed=True, **more)


def held(posts: list[Post]) -> list[str]:
    return [Post.objects.get(id=post.id).held_for for post in posts]


class TestTheSameWords:
    def test_the_third_time_within_ten_minutes_waits_and_comes_out_by_itself(self):
        author, reader = make_persona(), viewer_of(make_persona())
        made = [write(author, SAME + "!" * n) for n in range(3)]
        assert held(made) == ["", "", "same"]
        assert queries.readable_ids(reader, [post.id for post in made]) == {made[0].id, made[1].id}
        assert queries.seen(viewer_of(author), made[2].id).held == "same"
        with time_machine.travel(now() + 3 * DAY + timedelta(minutes=1)):
            assert len(queries.readable_ids(reader, [post.id for post in made])) == 3

    def test_later_it_is_no_burst(self):
        author = make_persona()
        made = [write(author, SAME), write(author, SAME)]
        with time_machine.travel(now() + timedelta(minutes=11)):
            made.append(write(author, SAME))
        assert held(made) == ["", "", ""]

    def test_short_thanks_and_different_words_never_wait(self):
        author = make_persona()
        made = [write(author, "Thank you so much") for _ in range(4)]
        made += [write(author, f"Today I walked to the {place} and back, slowly.") for place in ("mill", "lake", "sea")]
        assert held(made) == [""] * 7

    def test_the_fifth_new_account_with_the_same_words_waits_and_an_old_one_does_not(self):
        made = [write(make_persona(), SAME) for _ in range(5)]
        old = write(make_persona(id=id_at(now() - 30 * DAY)), SAME)
        assert held([*made, old]) == ["", "", "", "", "same", ""]

    def test_a_post_that_waits_stands_before_a_moderator_without_a_reporter(self):
        author, mod = make_persona(), viewer_of(make_staff("moderator", "mod"))
        made = [write(author, SAME) for _ in range(3)]
        deliver_now()
        (line,) = moderation.queue(mod).lines
        assert (line.case.subject_id, line.case.alone, line.reports, line.case.reason) == (made[2].id, True, 0, "spam")

    def test_leaving_it_as_it_is_lets_it_out_at_once(self):
        from bedside.areas.moderation import actions

        author, mod = make_persona(), viewer_of(make_staff("moderator", "mod"))
        made = [write(author, SAME) for _ in range(3)]
        deliver_now()
        (line,) = moderation.queue(mod).lines
        actions.claim(by=mod, case_id=line.case.id)
        actions.dismiss(by=mod, case_id=line.case.id)
        assert held(made[2:]) == [""]
        assert queries.readable_ids(mod, [made[2].id]) == {made[2].id}


class TestLinksOfNewAccounts:
    def test_the_third_link_of_a_day_waits_for_new_accounts_only(self):
        new, old = make_persona(), make_persona(id=id_at(now() - 30 * DAY))
        texts = [f"Read this: https://paper{n}.example/" for n in range(3)]
        assert held([share(new, text) for text in texts]) == ["", "", "links"]
        assert held([share(old, text) for text in texts]) == ["", "", ""]

    def test_what_only_the_named_read_does_not_wait(self):
        new, friend = make_persona(), make_persona(handle="friend")
        follow(friend, new)  # no first message, which has a limit of its own
        follow(new, friend)
        texts = [f"For you @friend https://paper{n}.example/" for n in range(4)]
        assert held([share(new, text, audience="mentioned") for text in texts]) == [""] * 4
        assert friend.id


class TestAPaceForASpace:
    def test_members_wait_and_stewards_do_not(self):
        steward, member, space = make_persona(), make_persona(), make_space()
        join(steward, space, role="steward")
        join(member, space)
        spaces.set_pace(by=viewer_of(steward), space=space, seconds=300)
        space.refresh_from_db()
        first = write(member, "One.", space=space)
        with pytest.raises(TooManyTries) as refused:
            answer(member, first, "Two.")
        assert "slowly" in refused.value.what
        write(member, "Elsewhere it is as ever.")
        for n in range(3):
            write(steward, f"I help {n}.", space=space)
        with time_machine.travel(now() + timedelta(minutes=5, seconds=1)):
            answer(member, first, "Two.")

    def test_only_its_stewards_set_it_to_what_is_offered(self):
        steward, member, space = make_persona(), make_persona(), make_space()
        join(steward, space, role="steward")
        join(member, space)
        for viewer in (viewer_of(member), viewer_of(make_staff("administrator", "ida"))):
            with pytest.raises(NotHere):
                spaces.set_pace(by=viewer, space=space, seconds=60)
        with pytest.raises(Refused):
            spaces.set_pace(by=viewer_of(steward), space=space, seconds=7)
        space.refresh_from_db()
        assert space.pace == 0

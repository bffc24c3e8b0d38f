"""Saved, this helped me, passed on; polls."""

import pytest

from bedside.areas.people.models import Persona
from bedside.areas.posts import actions, queries
from bedside.areas.posts.models import HomeEntry, Mark, Poll, PollVote, Post
from bedside.areas.posts.seen import SeenPoll
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.outbox.models import OutboxRow
from tests.areas.posts.writing import answer, poll, write
from tests.factories import block, follow, join, make_account, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


def press(persona: Persona, post: Post, kind: str, *, on: bool = True) -> None:
    actions.mark(by=viewer_of(persona), post_id=post.id, kind=kind, on=on)


class TestMarks:
    @pytest.mark.parametrize("kind", ["saved", "helped", "boosted"])
    def test_pressing_twice_is_the_same_as_once(self, kind: str) -> None:
        me, post = make_persona(), write(make_persona())
        OutboxRow.objects.all().delete()
        for _ in range(2):
            press(me, post, kind)
        events = OutboxRow.objects.filter(name="posts.HelpedMe").count()
        assert (Mark.objects.count(), events) == (1, int(kind == "helped"))

    @pytest.mark.parametrize("kind", ["saved", "helped", "boosted"])
    def test_it_can_be_taken_back(self, kind: str) -> None:
        me, post = make_persona(), write(make_persona())
        press(me, post, kind)
        for _ in range(2):
            press(me, post, kind, on=False)
        assert not Mark.objects.exists()

    def test_only_the_one_who_pressed_sees_it_as_pressed(self) -> None:
        me, other, post = make_persona(), make_persona(), write(make_persona())
        press(me, post, "helped")
        mine, theirs = queries.seen(viewer_of(me), post.id), queries.seen(viewer_of(other), post.id)
        assert (mine.i_helped, theirs.i_helped, theirs.n_helped) == (True, False, 1)

    @pytest.mark.parametrize(("kind", "allowed"), [("saved", True), ("helped", False), ("boosted", False)])
    def test_what_one_can_press_on_ones_own_post(self, kind: str, allowed: bool) -> None:
        author = make_persona()
        post = write(author)
        if allowed:
            press(author, post, kind)
        else:
            with pytest.raises(NotAllowed):
                press(author, post, kind)

    def test_who_cannot_read_it_presses_nothing(self) -> None:
        member, space = make_persona(), make_space()
        join(member, space)
        with pytest.raises(NotHere):
            press(make_persona(), write(member, space=space), "saved")

    def test_who_has_not_confirmed_a_mail_address_presses_nothing(self) -> None:
        with pytest.raises(NotAllowed):
            press(make_persona(account=make_account(confirmed=False)), write(make_persona()), "helped")

    def test_an_unknown_mark_is_refused(self) -> None:
        with pytest.raises(Refused):
            press(make_persona(), write(make_persona()), "liked")


class TestBoosts:
    @pytest.mark.parametrize("audience", ["followers", "mentioned"])
    def test_a_narrow_post_is_not_passed_on(self, audience: str) -> None:
        author, me = make_persona(), make_persona()
        follow(me, author)
        post = write(author, f"@{me.handle}", audience=audience)
        with pytest.raises(NotAllowed):
            press(me, post, "boosted")

    def test_a_post_of_a_community_is_not_passed_on(self) -> None:
        author, me, space = make_persona(), make_persona(), make_space()
        join(author, space)
        join(me, space)
        with pytest.raises(NotAllowed):
            press(me, write(author, space=space), "boosted")

    def test_it_comes_to_those_who_follow_and_says_through_whom(self) -> None:
        reader, booster, post = make_persona(), make_persona(name="Quiet Heron"), write(make_persona())
        follow(reader, booster)
        press(booster, post, "boosted")
        assert [(p.id, p.boosted_by) for p in queries.home(viewer_of(reader)).posts] == [(post.id, "Quiet Heron")]

    def test_who_asked_to_follow_and_waits_gets_nothing(self) -> None:
        reader, booster = make_persona(), make_persona()
        follow(reader, booster, accepted=False)
        press(booster, write(make_persona()), "boosted")
        assert queries.home(viewer_of(reader)).posts == ()

    def test_taking_it_back_takes_it_out_of_all_home_timelines(self) -> None:
        reader, booster, post = make_persona(), make_persona(), write(make_persona())
        follow(reader, booster)
        press(booster, post, "boosted")
        press(booster, post, "boosted", on=False)
        assert (queries.home(viewer_of(reader)).posts, HomeEntry.objects.filter(owner_id=reader.id).count()) == ((), 0)

    def test_a_post_is_not_moved_up_by_those_who_pass_it_on(self) -> None:
        reader, author, booster = make_persona(), make_persona(), make_persona()
        follow(reader, author)
        follow(reader, booster)
        old, new = write(author, "Old."), write(author, "New.")
        press(booster, old, "boosted")
        assert [post.id for post in queries.home(viewer_of(reader)).posts] == [new.id, old.id]

    def test_passed_on_twice_it_is_there_once(self) -> None:
        reader, post = make_persona(), write(make_persona())
        for _ in range(2):
            booster = make_persona()
            follow(reader, booster)
            press(booster, post, "boosted")
        assert len(queries.home(viewer_of(reader)).posts) == 1

    def test_it_does_not_reach_across_a_block_with_the_author(self) -> None:
        reader, booster, author = make_persona(), make_persona(), make_persona()
        follow(reader, booster)
        block(author, reader)
        press(booster, write(author), "boosted")
        assert queries.home(viewer_of(reader)).posts == ()


def seen_poll(persona: Persona, post: Post) -> SeenPoll:
    seen = queries.seen(viewer_of(persona), post.id).poll
    assert seen is not None
    return seen


def vote(persona: Persona, post: Post, place: int = 0) -> None:
    actions.vote(by=viewer_of(persona), post_id=post.id, option_id=seen_poll(persona, post).options[place].id)


def votes(post: Post, *, first: int, second: int) -> None:
    """Let so many people choose the first and the second answer."""
    one, two = (option.id for option in seen_poll(make_persona(), post).options[:2])
    PollVote.objects.bulk_create(
        PollVote(persona_id=n, post_id=post.id, option_id=one if n <= first else two)
        for n in range(1, first + second + 1)
    )


class TestPolls:
    def test_one_answers_once(self) -> None:
        me, post = make_persona(), poll(make_persona())
        vote(me, post)
        with pytest.raises(Refused) as refused:
            vote(me, post, 1)
        assert (refused.value.code, PollVote.objects.count()) == ("voted", 1)

    def test_a_closed_poll_takes_no_answer(self) -> None:
        me, post = make_persona(), poll(make_persona())
        Poll.objects.update(closes_at=now())
        with pytest.raises(Refused) as refused:
            vote(me, post)
        assert refused.value.code == "poll_closed"

    @pytest.mark.asvs("2.2.3")
    def test_an_answer_of_another_poll_is_not_here(self) -> None:
        me, post, other = make_persona(), poll(make_persona()), poll(make_persona())
        with pytest.raises(NotHere):
            actions.vote(by=viewer_of(me), post_id=post.id, option_id=seen_poll(me, other).options[0].id)

    def test_a_post_without_a_poll_takes_no_answer(self) -> None:
        with pytest.raises(NotHere):
            actions.vote(by=viewer_of(make_persona()), post_id=write(make_persona()).id, option_id=1)

    def test_who_cannot_read_the_post_cannot_answer(self) -> None:
        member, space = make_persona(), make_space()
        join(member, space)
        post = poll(member, space=space)
        option = seen_poll(member, post).options[0].id
        with pytest.raises(NotHere):
            actions.vote(by=viewer_of(make_persona()), post_id=post.id, option_id=option)

    def test_results_are_hidden_until_one_has_answered(self) -> None:
        me, post = make_persona(), poll(make_persona())
        votes(post, first=15, second=5)
        before = [option.share for option in seen_poll(me, post).options]
        vote(me, post)
        assert (before, [option.share for option in seen_poll(me, post).options]) == ([None, None], [75, 25])

    def test_results_are_hidden_for_fewer_than_11_people(self) -> None:
        me, post = make_persona(), poll(make_persona())
        votes(post, first=9, second=0)
        vote(me, post)
        seen = seen_poll(me, post)
        assert ([option.share for option in seen.options], seen.answers) == ([None, None], "fewer than 11 people")

    def test_at_the_end_everybody_sees_the_result(self) -> None:
        me, post = make_persona(), poll(make_persona())
        votes(post, first=10, second=10)
        Poll.objects.update(closes_at=now())
        assert [option.share for option in seen_poll(me, post).options] == [50, 50]

    def test_the_number_of_people_is_never_exact(self) -> None:
        me, post = make_persona(), poll(make_persona())
        votes(post, first=10, second=7)
        assert seen_poll(me, post).answers == "about 15 people"

    def test_a_reply_carries_no_poll(self) -> None:
        reply = answer(make_persona(), write(make_persona()), "Words.", options=("a", "b"), kind="poll")
        assert queries.seen(viewer_of(make_persona()), reply.id).poll is None

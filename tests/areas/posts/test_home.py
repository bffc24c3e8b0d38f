"""The home timeline: what is followed, in order, once; and what ends at once when a relation ends."""

import random
from dataclasses import dataclass, field

import pytest

from bedside.areas.contacts import actions as contacts
from bedside.areas.people.models import Persona
from bedside.areas.posts import actions, queries
from bedside.areas.posts.actions.home import trim
from bedside.areas.posts.models import HOME_CAP, HomeEntry, Mark, Post
from bedside.areas.posts.seen import PAGE
from bedside.areas.spaces import actions as spaces
from bedside.areas.spaces.models import Membership, Space
from bedside.kit.ids import new_id
from bedside.kit.outbox.actions import deliver_now
from tests.areas.posts.writing import answer, write
from tests.factories import block, follow, join, make_credential, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


def home(persona: Persona) -> list[int]:
    """Return the whole home timeline, page by page."""
    ids: list[int] = []
    before = None
    while True:
        page = queries.home(viewer_of(persona), before=before)
        ids += [post.id for post in page.posts]
        if page.next_before is None:
            return ids
        assert before is None or page.next_before < before
        before = page.next_before


def again(post: Post, times: int) -> list[int]:
    """Let `post` stand there so many times more, as if its author had gone on writing; return the ids, oldest first.

    Writing through the action takes forty statements a post, and these tests need many posts.
    """
    row, ids = Post.objects.get(id=post.id), [new_id() for _ in range(times)]
    owners = HomeEntry.objects.filter(post_id=post.id).values_list("owner_id", flat=True)
    HomeEntry.objects.bulk_create(HomeEntry(owner_id=owner, entry_id=id, post_id=id) for owner in owners for id in ids)
    for row.id in ids:
        row.thread_id = row.id
        Post.objects.bulk_create([row])
    return ids


class TestWhatIsInIt:
    def test_followed_people_spaces_hashtags_and_ones_own_posts_newest_first(self) -> None:
        me, other, stranger, space = make_persona(), make_persona(), make_persona(), make_space()
        follow(me, other)
        join(me, space)
        join(stranger, space)
        actions.follow_tag(by=viewer_of(me), tag="Pacing")
        posts = [write(other), write(stranger, space=space), write(stranger, "#pacing"), write(me)]
        write(stranger, "Not for me.")
        assert home(me) == [post.id for post in reversed(posts)]

    def test_what_comes_in_several_ways_is_there_once(self) -> None:
        me, other = make_persona(), make_persona()
        follow(me, other)
        for tag in ("one", "two"):
            actions.follow_tag(by=viewer_of(me), tag=tag)
        post = write(other, "#one #two")
        assert home(me) == [post.id]

    def test_a_post_for_followers_comes_to_followers(self) -> None:
        me, other, third = make_persona(), make_persona(), make_persona()
        follow(me, other)
        post = write(other, audience="followers")
        assert (home(me), home(third)) == ([post.id], [])

    def test_a_post_for_named_people_is_not_in_it(self) -> None:
        me, other = make_persona(), make_persona()
        follow(me, other)
        write(other, f"@{me.handle}", audience="mentioned")
        assert home(me) == []

    def test_a_followed_persons_post_in_a_community_needs_membership(self) -> None:
        me, other, space = make_persona(), make_persona(), make_space()
        follow(me, other)
        join(other, space)
        write(other, space=space)
        assert home(me) == []

    def test_replies_are_read_in_their_thread(self) -> None:
        me, other = make_persona(), make_persona()
        follow(me, other)
        answer(other, write(make_persona()))
        assert home(me) == []

    def test_following_brings_the_last_20_posts(self) -> None:
        me, other = make_persona(), make_persona(kind="clinician")
        first = write(other)
        posts = [first.id, *again(first, 21)]
        contacts.follow(by=viewer_of(me), target_id=other.id)
        deliver_now()
        deliver_now()
        assert home(me) == posts[:1:-1]

    def test_who_waits_to_be_let_in_gets_nothing(self) -> None:
        me, other = make_persona(), make_persona()
        write(other)
        contacts.follow(by=viewer_of(me), target_id=other.id)
        deliver_now()
        waiting = home(me)
        contacts.accept_follower(by=viewer_of(other), target_id=me.id)
        deliver_now()
        assert (waiting, len(home(me))) == ([], 1)

    def test_it_is_cut_to_its_length_at_night(self) -> None:
        me = make_persona()
        HomeEntry.objects.bulk_create(HomeEntry(owner_id=me.id, entry_id=n, post_id=n) for n in range(HOME_CAP + 5))
        assert (trim(), HomeEntry.objects.order_by("entry_id").values_list("entry_id", flat=True)[0]) == (5, 5)


class TestWhatEndsAtOnce:
    """Without the outbox being delivered: reading asks again."""

    def two(self) -> tuple[Persona, Persona]:
        me, other = make_persona(), make_persona()
        follow(me, other)
        write(other)
        assert len(home(me)) == 1
        return me, other

    def test_after_unfollowing(self) -> None:
        me, other = self.two()
        contacts.unfollow(by=viewer_of(me), target_id=other.id)
        assert home(me) == []

    @pytest.mark.parametrize("who", ["me", "other"])
    def test_after_a_block(self, who: str) -> None:
        me, other = self.two()
        block(me, other) if who == "me" else block(other, me)
        assert home(me) == []

    def test_after_muting_and_back_after_unmuting(self) -> None:
        me, other = self.two()
        contacts.mute(by=viewer_of(me), target_id=other.id)
        muted = home(me)
        contacts.unmute(by=viewer_of(me), target_id=other.id)
        assert (muted, len(home(me))) == ([], 1)

    def test_after_deleting(self) -> None:
        me, other = self.two()
        actions.delete(by=viewer_of(other), post_id=Post.objects.get().id)
        assert home(me) == []

    def test_after_the_author_is_suspended(self) -> None:
        me, other = self.two()
        Persona.objects.filter(id=other.id).update(hidden=True)
        assert home(me) == []

    def test_after_leaving_a_space(self) -> None:
        me, other, space = make_persona(), make_persona(), make_space()
        join(me, space)
        join(other, space)
        write(other, space=space)
        assert len(home(me)) == 1
        spaces.leave(by=viewer_of(me), space=space)
        assert home(me) == []

    def test_after_a_hashtag_is_followed_no_more(self) -> None:
        me = make_persona()
        actions.follow_tag(by=viewer_of(me), tag="pacing")
        write(make_persona(), "#pacing")
        assert len(home(me)) == 1
        actions.unfollow_tag(by=viewer_of(me), tag="pacing")
        assert home(me) == []

    def test_what_a_muted_persona_passed_on_is_gone(self) -> None:
        me, booster = make_persona(), make_persona()
        follow(me, booster)
        actions.mark(by=viewer_of(booster), post_id=write(make_persona()).id, kind="boosted", on=True)
        contacts.mute(by=viewer_of(me), target_id=booster.id)
        assert home(me) == []


class TestPaging:
    def test_a_page_says_where_the_next_begins_and_the_last_that_it_is_the_last(self) -> None:
        me = make_persona()
        oldest = write(me)
        posts = [oldest.id, *again(oldest, PAGE)]
        first = queries.home(viewer_of(me))
        second = queries.home(viewer_of(me), before=first.next_before)
        assert [post.id for post in (*first.posts, *second.posts)] == posts[::-1]
        assert (len(first.posts), first.caught_up, second.caught_up) == (PAGE, False, True)

    def test_an_exactly_full_page_is_the_last(self) -> None:
        me = make_persona()
        again(write(me), PAGE - 1)
        page = queries.home(viewer_of(me))
        assert (len(page.posts), page.caught_up) == (PAGE, True)

    def test_a_page_is_filled_when_most_of_what_could_be_on_it_may_not_be_read(self) -> None:
        me, blocked, other, space = make_persona(), make_persona(), make_persona(), make_space()
        for persona in (me, blocked, other):
            join(persona, space)
        first = write(other, space=space)
        old = [first.id, *again(first, PAGE - 1)]
        again(write(blocked, "Noise.", space=space), 69)
        block(me, blocked)
        page = queries.home(viewer_of(me))
        assert [post.id for post in page.posts] == old[::-1]

    def test_a_muted_crowd_does_not_hide_what_is_older(self) -> None:
        me, loud, quiet, space = make_persona(), make_persona(), make_persona(), make_space()
        follow(me, loud)
        follow(me, quiet)
        join(me, space)
        join(quiet, space)
        oldest = write(quiet, "Oldest, in a space.", space=space)
        older = write(quiet, "Older.")
        again(write(loud, "Noise."), PAGE * 2 - 1)
        contacts.mute(by=viewer_of(me), target_id=loud.id)
        assert home(me) == [older.id, oldest.id]

    @pytest.mark.parametrize("before", [0, 1, 2**62])
    def test_odd_places_to_begin_are_no_error(self, before: int) -> None:
        me = make_persona()
        write(me)
        assert len(queries.home(viewer_of(me), before=before).posts) == int(before > 1)


@dataclass
class World:
    """What a simple model of home timelines knows: sets and lists, no database."""

    follows: set[tuple[int, int]] = field(default_factory=set)
    members: set[tuple[int, int]] = field(default_factory=set)
    mutes: set[tuple[int, int]] = field(default_factory=set)
    blocks: set[tuple[int, int]] = field(default_factory=set)
    tags: set[tuple[int, str]] = field(default_factory=set)
    posts: dict[int, tuple[int, int | None, str]] = field(default_factory=dict)  # author, community, hashtag
    rows: dict[int, dict[int, tuple[int, int | None]]] = field(default_factory=dict)  # owner: {entry: (post, booster)}

    def blocked(self, one: int, other: int) -> bool:
        return (one, other) in self.blocks or (other, one) in self.blocks

    def home(self, me: int) -> list[int]:
        """Each post once: at its own place when it is there by itself, else where somebody passed it on."""
        own_place = {post_id for post_id in self.posts if self.by_itself(me, post_id)}
        entries = {(post_id, post_id) for post_id in own_place}
        for entry, (post_id, booster) in self.rows.get(me, {}).items():
            if booster is not None and post_id in self.posts and post_id not in own_place:
                heard = (me, booster) in self.follows and (me, booster) not in self.mutes
                entries |= {(entry, post_id)} if heard and not self.blocked(me, booster) else set()
        return [post_id for _, post_id in sorted(entries, reverse=True) if self.readable(me, post_id)]

    def by_itself(self, me: int, post_id: int) -> bool:
        author, space, tag = self.posts[post_id]
        row = self.rows.get(me, {}).get(post_id)
        followed = row is not None and row[1] is None and (author == me or (me, author) in self.follows)
        return followed or (space is not None and (me, space) in self.members) or (me, tag) in self.tags

    def readable(self, me: int, post_id: int) -> bool:
        author, space, _ = self.posts[post_id]
        if (me, author) in self.mutes:
            return False
        return author == me or (not self.blocked(me, author) and (space is None or (me, space) in self.members))


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(2, 12))])
def test_over_random_histories_the_pages_together_are_what_a_simple_model_says(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No loss, no repetition, no wrong order, at a page size of 3, so that every step crosses pages."""
    monkeypatch.setattr("bedside.areas.posts.reading.page.__kwdefaults__", {"before": None, "size": 3})
    chance = random.Random(seed)
    people, communities = [make_persona(kind="clinician") for _ in range(5)], [make_space() for _ in range(2)]
    for person in people:
        make_credential(person)  # whose level lets them write in a community
    world = World()
    for _ in range(90):
        step(world, chance, people, communities)
        deliver_now()
    for me in people:
        assert home(me) == world.home(me.id)


def step(world: World, chance: random.Random, people: list[Persona], communities: list[Space]) -> None:
    """Let something happen, in the database and in the model."""
    me, other = chance.sample(people, 2)
    does = chance.choice([publish, publish, publish, boost, boost, relate, relate, follow_tag, join_or_leave, delete])
    does(world, chance, me, other, communities)


def publish(world: World, chance: random.Random, me: Persona, other: Persona, communities: list[Space]) -> None:
    mine = [space for space in communities if (me.id, space.id) in world.members]
    space = chance.choice([None, None, *mine])
    tag = chance.choice(["tea", "rest", ""]) if space is None else ""
    post = write(me, f"#{tag} words" if tag else "words", space=space)
    world.posts[post.id] = (me.id, space.id if space else None, tag)
    readers = [owner for owner, target in world.follows if target == me.id]
    for owner in [me.id, *readers] if space is None else []:
        world.rows.setdefault(owner, {})[post.id] = (post.id, None)


def boost(world: World, chance: random.Random, me: Persona, other: Persona, communities: list[Space]) -> None:
    public = [id for id, (author, space, _) in world.posts.items() if space is None and author != me.id]
    public = [id for id in public if not world.blocked(me.id, world.posts[id][0])]
    if not public:
        return
    post_id, on = chance.choice(public), chance.random() < 0.8
    seen = queries.seen(viewer_of(me), post_id)
    actions.mark(by=viewer_of(me), post_id=post_id, kind="boosted", on=on)
    if not on:
        for rows in world.rows.values():
            for entry in [entry for entry, row in rows.items() if row == (post_id, me.id)]:
                del rows[entry]
    elif not seen.i_boosted:
        entry = newest_mark(me, post_id)
        for owner in [owner for owner, target in world.follows if target == me.id]:
            rows = world.rows.setdefault(owner, {})
            if all(there != post_id for there, _ in rows.values()):
                rows[entry] = (post_id, me.id)


def newest_mark(persona: Persona, post_id: int) -> int:
    return Mark.objects.get(persona_id=persona.id, post_id=post_id, kind="boosted").id


def relate(world: World, chance: random.Random, me: Persona, other: Persona, communities: list[Space]) -> None:
    pair, viewer = (me.id, other.id), viewer_of(me)
    what = chance.choice(["follow", "follow", "follow", "unfollow", "mute", "unmute", "block", "unblock"])
    if world.blocked(*pair) and what != "unblock":
        return
    if what == "follow" and pair not in world.follows:
        contacts.follow(by=viewer, target_id=other.id)
        world.follows.add(pair)
        last = sorted((id for id, (author, space, _) in world.posts.items() if author == other.id and space is None))
        for post_id in last[-20:]:
            world.rows.setdefault(me.id, {})[post_id] = (post_id, None)
    elif what == "unfollow" and pair in world.follows:
        contacts.unfollow(by=viewer, target_id=other.id)
        world.follows.discard(pair)
        forget(world, *pair)
    elif what in ("mute", "unmute"):
        (contacts.mute if what == "mute" else contacts.unmute)(by=viewer, target_id=other.id)
        (world.mutes.add if what == "mute" else world.mutes.discard)(pair)
    elif what == "block":
        contacts.block(by=viewer, target_id=other.id)
        world.blocks.add(pair)
        for one, two in (pair, pair[::-1]):
            world.follows.discard((one, two))
            forget(world, one, two)
    elif what == "unblock" and pair in world.blocks:
        contacts.unblock(by=viewer, target_id=other.id)
        world.blocks.discard(pair)


def forget(world: World, owner: int, source: int) -> None:
    """Take out what came to `owner` through `source`."""
    for entry, (post_id, booster) in list(world.rows.get(owner, {}).items()):
        author = world.posts[post_id][0] if post_id in world.posts else None
        if booster == source or (booster is None and author == source):
            del world.rows[owner][entry]


def follow_tag(world: World, chance: random.Random, me: Persona, other: Persona, communities: list[Space]) -> None:
    tag = chance.choice(["tea", "rest"])
    if (me.id, tag) in world.tags:
        actions.unfollow_tag(by=viewer_of(me), tag=tag)
        world.tags.discard((me.id, tag))
    else:
        actions.follow_tag(by=viewer_of(me), tag=tag)
        world.tags.add((me.id, tag))


def join_or_leave(world: World, chance: random.Random, me: Persona, other: Persona, communities: list[Space]) -> None:
    space = chance.choice(communities)
    if (me.id, space.id) in world.members:
        Membership.objects.filter(persona=me, space=space).delete()
        world.members.discard((me.id, space.id))
    else:
        join(me, space)
        world.members.add((me.id, space.id))


def delete(world: World, chance: random.Random, me: Persona, other: Persona, communities: list[Space]) -> None:
    mine = [post_id for post_id, (author, _, _) in world.posts.items() if author == me.id]
    if mine and chance.random() < 0.4:
        post_id = chance.choice(mine)
        actions.delete(by=viewer_of(me), post_id=post_id)
        del world.posts[post_id]
        for rows in world.rows.values():
            for entry in [entry for entry, row in rows.items() if row[0] == post_id]:
                del rows[entry]

"""`bedside seed`: invented members and posts at scale, to test and measure a site of some size.

The same seed gives the same people, words and ties; times reach back one year from now. Nobody can sign in as them.
"""

import argparse
import time
from collections.abc import Sequence
from itertools import accumulate, chain
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import psycopg

from bedside.doors.cli.invented import Text, Writer, words
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.ids import RANDOM_BITS, first_id_at_ms, made_at
from bedside.policy import boundaries

if TYPE_CHECKING:
    from bedside.areas.people.actions.seeding import NewMember
    from bedside.areas.posts.actions.seeding import NewPost
    from bedside.areas.spaces.actions.seeding import NewCommunity

MOST_MEMBERS, MOST_POSTS = 1_000_000, 10_000_000
YEAR_MS = 365 * 24 * 3600 * 1000
KINDS = {"patient": 78, "carer": 10, "clinician": 8, "personal": 4}
COMMUNITIES = 30
FOLLOWS = 200  # a member's mean on a site of 10,000
FOLLOWS_SPREAD = 0.6  # sigma of the logarithm
IN_COMMUNITIES = 0.10
REPLIES = 0.35
QUESTIONS = 0.08
FOLLOWERS_ONLY = 0.15  # of the first posts in the square
RECENT = 300  # a reply goes to one of so many newest threads
HELPED = 0.5  # "this helped me", for each post
SHUN = 20  # one member in so many blocks somebody, and one mutes somebody
Ties = dict[int, list[int]]


def add_parsers(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `seed` to the command line."""
    parser = subparsers.add_parser("seed", help="add invented members and posts, to test a site's size")
    parser.add_argument("--members", type=int, required=True, metavar="N")
    parser.add_argument("--posts", type=int, required=True, metavar="M")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="other numbers make other people (default: 1)")
    parser.add_argument("--data", type=Path, help="the site's data directory")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Add the members and posts; all or nothing."""
    began = time.monotonic()
    seed(members=args.members, posts=args.posts, seed=args.seed)
    gather_statistics(args.owner_url)
    print(f"added {args.members} members and {args.posts} posts in {time.monotonic() - began:.0f} s")
    return 0


def gather_statistics(owner_url: str) -> None:
    """Let PostgreSQL count anew, or it plans for empty tables; only the tables' owner may ask for it."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("VACUUM (ANALYZE)")


def seed(*, members: int, posts: int, seed: int) -> None:
    """Add invented members and posts to the site; raise Refused for a size that is none, or a seed used before."""
    from django.db import IntegrityError, transaction

    if not 2 <= members <= MOST_MEMBERS or not 0 <= posts <= MOST_POSTS:
        raise Refused(f"Ask for 2 to {MOST_MEMBERS} members and at most {MOST_POSTS} posts.", code="seed_size")
    try:
        with transaction.atomic():
            _add(_Crowd(Random(seed), members=members, label=seed), posts=posts)  # noqa: S311  # nothing secret
    except IntegrityError as error:
        raise Refused("This seed was used here before.", do="Use another --seed.", code="seed_used") from error


def _add(crowd: "_Crowd", *, posts: int) -> None:
    from bedside.areas.contacts.actions.seeding import add_contacts
    from bedside.areas.people.actions.seeding import add_members
    from bedside.areas.posts.actions.seeding import add_posts, fill_homes
    from bedside.areas.spaces.actions.seeding import add_communities

    add_members(crowd.members)
    communities = crowd.communities()
    add_communities(communities)
    follows = crowd.follows()
    add_contacts(follows=follows, blocks=crowd.shunned(), mutes=crowd.shunned())
    print(
        f"{len(crowd.members)} members, {len(communities)} communities, {sum(map(len, follows.values()))} follows …",
        flush=True,
    )
    written = list(_Press(crowd, communities).posts(posts))
    add_posts(written, helped=crowd.helped(written), tags=crowd.followed_tags())
    print(f"{len(written)} posts; filling the home timelines …", flush=True)
    fill_homes(follows=follows, posts=written)


class _Crowd:
    """The invented members and how they stand to each other."""

    def __init__(self, chance: Random, *, members: int, label: int) -> None:
        self.chance = chance
        self.until_ms = int(now().timestamp() * 1000)
        self.kinds = chance.choices(list(KINDS), weights=list(KINDS.values()), k=members)
        self.members = [self._member(number, label) for number in range(members)]
        self.ids = [one.persona_id for one in self.members]
        # A few are read by many, and write much: weights fall as 1 / sqrt(rank).
        self._weights = list(accumulate((rank + 1) ** -0.5 for rank in range(members)))

    def id_at(self, share: float) -> int:
        """Return an id as if made when `share` of the year had passed."""
        return first_id_at_ms(int(self.until_ms - YEAR_MS * (1 - share))) | self.chance.getrandbits(RANDOM_BITS)

    def some(self, count: int) -> list[int]:
        """Return places of `count` members, the well-known ones more often."""
        return self.chance.choices(range(len(self.ids)), cum_weights=self._weights, k=count)

    def follows(self) -> Ties:
        """Return whom each member follows: about FOLLOWS each, and at most half of a small site."""
        mean = min(FOLLOWS, len(self.ids) / 2)
        fits = {
            (a, b): boundaries.ruling(space="square", actor=a, action="follow", target=b).allowed
            for a in KINDS
            for b in KINDS
        }
        ties: Ties = {}
        for place, owner in enumerate(self.ids):
            wanted = int(self.chance.lognormvariate(-(FOLLOWS_SPREAD**2) / 2, FOLLOWS_SPREAD) * mean * 1.15)
            chosen = {
                target
                for target in self.some(wanted)
                if target != place and fits[self.kinds[place], self.kinds[target]]
            }
            ties[owner] = [self.ids[target] for target in sorted(chosen)]
        return ties

    def shunned(self) -> Ties:
        """Return for a few members one other each."""
        pairs = (self.chance.sample(self.ids, 2) for _ in range(len(self.ids) // SHUN))
        return {owner: [target] for owner, target in pairs}

    def communities(self) -> "list[NewCommunity]":
        """Return the communities with their members, from a few per cent of all to a handful."""
        from bedside.areas.spaces.actions.seeding import NewCommunity

        may_join = [one.persona_id for one in self.members if one.kind != "clinician"]
        found = []
        for number, name in enumerate(words()["places"][:COMMUNITIES], start=1):
            id_ = self.id_at(-0.01 * self.chance.random())
            size = max(min(3, len(may_join)), len(may_join) // (3 + number))
            inside = self.chance.sample(may_join, size)
            slug = f"{name.lower().replace(' ', '-')}-{id_ % 100_000}"
            purpose = "An invented community, for testing."
            found.append(NewCommunity(id_, slug, name, purpose, made_at(id_), inside))
        return [one for one in found if one.members]

    def helped(self, posts: "Sequence[NewPost]") -> list[tuple[int, int, int]]:
        """Return (id, persona, post) of each time somebody pressed "this helped me"."""
        public = [post for post in posts if post.audience == "public"]
        if not public:
            return []
        pressed = {
            (self.ids[self.chance.randrange(len(self.ids))], self.chance.choice(public))
            for _ in range(int(len(posts) * HELPED))
        }
        fitting = sorted((persona_id, post.id) for persona_id, post in pressed if persona_id != post.author_id)
        return [(self.id_at(self.chance.random()), persona_id, post_id) for persona_id, post_id in fitting]

    def followed_tags(self) -> list[tuple[int, str]]:
        """Return the hashtags that each member follows, three at most."""
        tags = words()["tags"]
        return [(owner, tag) for owner in self.ids for tag in self.chance.sample(tags, self.chance.randint(0, 3))]

    def _member(self, number: int, label: int) -> "NewMember":
        from bedside.areas.people.actions.seeding import NewMember

        id_ = self.id_at(-0.01 * self.chance.random())  # all in one moment would share the few random bits
        first, second = self.chance.choice(words()["places"]).split()[-1], self.chance.choice(words()["tags"])
        name = f"{first} {second.title()}"
        return NewMember(id_, self.kinds[number], name, f"seed{label}_{number + 1}", made_at(id_))


class _Press:
    """What the invented members write, oldest first."""

    def __init__(self, crowd: _Crowd, communities: "list[NewCommunity]") -> None:
        self._crowd, self._communities = crowd, communities
        self._chance = crowd.chance
        self._writer = Writer(crowd.chance)
        self._square: list[NewPost] = []
        self._inside: dict[int, list[NewPost]] = {one.id: [] for one in communities}

    def posts(self, count: int) -> "chain[NewPost]":
        """Return `count` posts spread over the year."""
        return chain(self._post(self._crowd.id_at(number / count)) for number in range(1, count + 1))

    def _post(self, id_: int) -> "NewPost":
        community = None
        if self._communities and self._chance.random() < IN_COMMUNITIES:
            community = self._chance.choice(self._communities)
        earlier = self._inside[community.id] if community else self._square
        author = self._chance.choice(community.members) if community else self._crowd.ids[self._crowd.some(1)[0]]
        if earlier and self._chance.random() < REPLIES:
            return self._reply(id_, author, self._chance.choice(earlier[-RECENT:]))
        return self._first(id_, author, community, earlier)

    def _reply(self, id_: int, author: int, answered: "NewPost") -> "NewPost":
        text = self._writer.text(most=2, tagged=False)
        thread = answered.thread or answered
        return _made(id_, author, answered.space_id, answered.audience, text, reply_to=answered, thread=thread)

    def _first(self, id_: int, author: int, community: "NewCommunity | None", earlier: "list[NewPost]") -> "NewPost":
        from bedside.areas.spaces.models import SQUARE_ID

        narrow = community is None and self._chance.random() < FOLLOWERS_ONLY
        audience = "space" if community else "followers" if narrow else "public"
        title = self._writer.question() if self._chance.random() < QUESTIONS else ""
        text = self._writer.text(most=4, tagged=audience == "public")
        post = _made(id_, author, community.id if community else SQUARE_ID, audience, text, title=title)
        if not narrow:  # only followers could answer
            earlier.append(post)
        return post


def _made(
    id_: int, author: int, space_id: int, audience: str, text: Text, *, title: str = "", **about: Any
) -> "NewPost":
    from bedside.areas.posts.actions.seeding import NewPost

    kind = "question" if title else "post"
    return NewPost(id_, author, space_id, audience, kind, title, text.text, text.html, text.tags, **about)

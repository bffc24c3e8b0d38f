"""Pictures and polls of posts that were already found readable: called by `reading` only."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count

from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.models import Image, Poll, PollOption, PollVote
from bedside.areas.posts.seen import SeenImage, SeenOption, SeenPoll
from bedside.kit.clock import now
from bedside.kit.viewing import as_system
from bedside.policy import disclosure

SHARE_STEP = 5  # shares are shown in steps of 5 of 100


def images_of(post_ids: Sequence[int]) -> dict[int, tuple[SeenImage, ...]]:
    """Return the pictures of each post, in order."""
    if not post_ids:
        return {}
    found: dict[int, list[SeenImage]] = defaultdict(list)
    for row in Image.objects.filter(post_id__in=post_ids).order_by("post_id", "place"):
        assert row.post_id is not None
        found[row.post_id].append(SeenImage(row.key, row.alt, row.width, row.height))
    return {post_id: tuple(images) for post_id, images in found.items()}


def has_poll(post_id: int) -> bool:
    """Say whether there is a poll under a post."""
    return Poll.objects.filter(post_id=post_id).exists()


def polls_of(viewer: Viewer, post_ids: Sequence[int]) -> dict[int, SeenPoll]:
    """Return the polls. Results are there for who has answered, or at the end, and never for fewer than 11 people."""
    if not post_ids:
        return {}
    options: dict[int, list[PollOption]] = defaultdict(list)
    for option in PollOption.objects.filter(post_id__in=post_ids).order_by("post_id", "place"):
        options[option.post_id].append(option)
    with as_system("how many chose what, for shares that name nobody"):
        votes = PollVote.objects.filter(post_id__in=post_ids).values_list("option_id")
        counts = dict(votes.annotate(n=Count("persona_id")))
    mine = dict(
        PollVote.objects.filter(post_id__in=post_ids, persona_id=viewer.persona_id).values_list("post_id", "option_id")
    )
    return {
        poll.post_id: _seen(poll, options[poll.post_id], counts, mine.get(poll.post_id))
        for poll in Poll.objects.filter(post_id__in=post_ids)
    }


def _seen(poll: Poll, options: list[PollOption], counts: dict[int, int], voted: int | None) -> SeenPoll:
    total = sum(counts.get(option.id, 0) for option in options)
    closed = poll.closes_at <= now()
    open_to_me = (closed or voted is not None) and total >= disclosure.FLOOR
    return SeenPoll(
        options=tuple(
            SeenOption(o.id, o.text, _share(counts.get(o.id, 0), total) if open_to_me else None) for o in options
        ),
        closes_at=poll.closes_at,
        closed=closed,
        voted=voted,
        answers=f"about {disclosure.shown(total)} people" if total >= disclosure.FLOOR else "fewer than 11 people",
    )


def _share(count: int, total: int) -> int:
    return SHARE_STEP * round(100 * count / total / SHARE_STEP)

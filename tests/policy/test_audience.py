"""Who may read a post: every combination of facts, and the sentences that readers of the rule care about."""

from dataclasses import replace
from itertools import product

import pytest

from bedside.policy.audience import AUDIENCES, Facts, may_read

YES_OR_NO = (
    "is_author",
    "gone",
    "author_hidden",
    "held",
    "blocked",
    "kept_away",
    "space_open",
    "in_space",
    "follows_author",
    "mentioned",
)
EVERY = [
    Facts(audience=audience, **dict(zip(YES_OR_NO, answers, strict=True)))
    for audience in AUDIENCES
    for answers in product((False, True), repeat=len(YES_OR_NO))
]
OPEN = Facts(audience="public", space_open=True)


def readable(**facts: object) -> list[Facts]:
    """Return the combinations with these facts that may be read."""
    return [post for post in EVERY if may_read(post) and all(getattr(post, k) == v for k, v in facts.items())]


@pytest.mark.parametrize(
    ("audience", "reached_by", "answer"),
    [
        ("public", {"space_open": True}, True),
        ("public", {"in_space": True}, False),
        ("public", {"follows_author": True, "mentioned": True}, False),
        ("space", {"in_space": True}, True),
        ("space", {"space_open": True}, True),
        ("space", {"follows_author": True, "mentioned": True}, False),
        ("followers", {"space_open": True}, False),
        ("followers", {"space_open": True, "follows_author": True}, True),
        ("followers", {"space_open": True, "mentioned": True}, True),
        ("followers", {"in_space": True, "follows_author": True}, True),
        ("followers", {"follows_author": True}, False),
        ("mentioned", {"space_open": True}, False),
        ("mentioned", {"space_open": True, "follows_author": True}, False),
        ("mentioned", {"space_open": True, "mentioned": True}, True),
        ("mentioned", {"in_space": True, "mentioned": True}, True),
        ("mentioned", {"mentioned": True}, False),
    ],
)
def test_what_opens_a_post_to_somebody_else(audience: str, reached_by: dict[str, bool], answer: bool) -> None:
    assert may_read(Facts(audience=audience, **reached_by)) is answer


def test_nobody_reads_a_post_that_is_gone() -> None:
    assert readable(gone=True) == []


def test_nobody_reads_a_suspended_author() -> None:
    assert readable(author_hidden=True) == []


def test_what_moderators_hold_is_read_by_its_author_alone() -> None:
    assert readable(held=True, is_author=False) == []
    assert readable(held=True, is_author=True) == readable(is_author=True, held=True, author_hidden=False, gone=False)


def test_a_block_closes_every_post_of_the_other() -> None:
    assert readable(blocked=True, is_author=False) == []


def test_who_said_not_my_doctor_is_read_by_that_clinician_nowhere() -> None:
    assert readable(kept_away=True, is_author=False) == []


def test_who_is_outside_of_a_closed_space_reads_nothing_in_it() -> None:
    assert readable(space_open=False, in_space=False, is_author=False) == []


def test_authors_read_what_they_wrote_whatever_else_holds() -> None:
    own = [post for post in EVERY if post.is_author and not post.gone and not post.author_hidden]
    assert all(may_read(post) for post in own)


@pytest.mark.parametrize("more", ["space_open", "in_space", "follows_author", "mentioned"])
def test_a_tie_to_the_post_never_closes_it(more: str) -> None:
    closed_by_it = [post for post in EVERY if may_read(post) and not may_read(replace(post, **{more: True}))]
    assert closed_by_it == []


@pytest.mark.parametrize("less", ["gone", "author_hidden", "held", "blocked", "kept_away"])
def test_a_reason_against_never_opens_a_post(less: str) -> None:
    opened_by_it = [post for post in EVERY if not may_read(post) and may_read(replace(post, **{less: True}))]
    assert opened_by_it == []


def test_a_public_post_in_an_open_space_is_for_visitors() -> None:
    assert may_read(OPEN)


def test_an_unknown_audience_is_read_by_nobody() -> None:
    every_tie = {"space_open": True, "in_space": True, "follows_author": True, "mentioned": True}
    assert not may_read(Facts(audience="everybody", **every_tie))

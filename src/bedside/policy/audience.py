"""Who may read a post, narrowed one condition a line.

`may_read` is the rule. The set-wise form that the timelines use stands in `areas/posts/visibility.py`; a test compares
the two over every combination of facts.
"""

from dataclasses import dataclass

AUDIENCES = ("public", "space", "followers", "mentioned")


@dataclass(frozen=True)
class Facts:
    """What must be known about a post and a viewer (each from the viewer's side)."""

    audience: str  # one of AUDIENCES
    is_author: bool = False
    gone: bool = False
    author_hidden: bool = False  # suspended or closed
    permission_over: bool = False  # it hangs on a patient's permission that is not in force
    held: bool = False  # moderators took it out of sight for some days, or it waits for a look
    blocked: bool = False  # a block either way between the viewer and the author or the thread's author
    kept_away: bool = False  # the author or the thread's author said "not my doctor" of the viewer, or of a colleague
    space_open: bool = False  # a space that anyone may read
    in_space: bool = False  # joined, and of a level that this kind of space asks for
    follows_author: bool = False  # accepted
    mentioned: bool = False


def may_read(post: Facts) -> bool:
    """Say whether the viewer may read the post."""
    if post.gone or post.author_hidden:
        return False
    if post.permission_over:
        return False
    # Now known: the words exist, their author is in good standing, and whoever had to permit them permits them today.
    if post.is_author:
        return True
    if post.held or post.blocked or post.kept_away:
        return False
    # Now known: somebody else's post that stands, neither side has blocked the other, and the author is seen.
    if not (post.space_open or post.in_space):
        return False
    # Now known: the viewer may read this space at all.
    reaches = {
        "public": post.space_open,
        "space": True,
        "followers": post.follows_author or post.mentioned,
        "mentioned": post.mentioned,
    }
    return reaches.get(post.audience, False)

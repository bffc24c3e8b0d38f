"""Whether a text repeats what was written in confidence: asked of the area above that knows, without knowing it.

Posts stand below channels, so the one who can compare says so here (boundary row B65). What is learnt is a yes or no,
and the author alone hears of it.
"""

from collections.abc import Callable

from bedside.areas.people.viewer import Viewer

Check = Callable[[Viewer, str], bool]
_checks: list[Check] = []


def compare(check: Check) -> Check:
    """Let `check` be asked about every text before it is published: does it repeat what its author may not tell?"""
    _checks.append(check)
    return check


def repeats(by: Viewer, text: str) -> bool:
    """Say whether `text`, written by `by`, repeats something that was written in confidence."""
    return any(check(by, text) for check in _checks)

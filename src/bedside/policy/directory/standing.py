"""Whether a listed entry is shown, narrowed one condition a line, and when it has had its time.

`shown` is the rule; `areas/directory/queries` has it as SQL, and a test compares the two over every combination.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

NOT_SEEN: Final = timedelta(days=730)  # as policy/retention.py has it; hidden from then on, whenever it is deleted


@dataclass(frozen=True)
class Facts:
    """What must be known about a listed entry and a viewer."""

    asked_out: bool = False  # somebody asked for it to be taken out, and nobody has decided yet
    seen_lately: bool = True  # an import of the last 24 months had it
    european: bool = False
    owner: bool = False  # a member has shown that the handle is theirs
    owner_checked: bool = False  # and was ever checked to be a clinician: it is theirs alone from then on
    owner_here: bool = True  # neither suspended nor closed
    owner_hides: bool = False  # wishes not to stand in the list
    blocked: bool = False  # a block either way between the viewer and the owner


def shown(entry: Facts, *, hides_european: bool) -> bool:
    """Say whether it stands in the list as somebody who posts elsewhere."""
    if entry.asked_out or not entry.seen_lately:
        return False
    if not entry.owner:
        return not (entry.european and hides_european)
    # Now known: it is some member's. Once that member was checked it stands under their own name, or nowhere.
    if entry.owner_checked or entry.owner_hides or not entry.owner_here:
        return False
    return not entry.blocked

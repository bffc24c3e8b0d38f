"""What else a member keeps in her record: one kind a file, each a plain thing with its own rules.

spec/records.md, sections 1 and 2. All kinds follow the same rules: only their owner reads them, what she typed stays as
she typed it, dates may be known in part, a change keeps what was said before, and deleting takes all of it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from bedside.policy.entries import allergy, appointment, free_note, goal, immunisation, measurement, procedure
from bedside.policy.entries.kind import EntryKind

KINDS: Final[Mapping[str, EntryKind]] = MappingProxyType(
    {
        module.KIND.key: module.KIND
        for module in (measurement, allergy, immunisation, procedure, goal, appointment, free_note)
    }
)


def kind_of(thing: Any) -> EntryKind:
    """Return the kind that a thing is of. Raises TypeError for what is none."""
    for kind in KINDS.values():
        if type(thing) is kind.thing:
            return kind
    raise TypeError(f"{type(thing).__name__} is no kind of entry")

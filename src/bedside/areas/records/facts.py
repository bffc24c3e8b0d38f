"""The exact counts of one treatment for one condition. They live for one build, and do not leave it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bedside.policy.disclosure import FLOOR
from bedside.policy.evidence.headline import Headline
from bedside.policy.evidence.measured import Measured
from bedside.policy.evidence.purpose import Count
from bedside.policy.evidence.survival import Spells

Vector = dict[str, dict[str, int]]
"""Counts of people by facet, where each person is in at most one of the counts of a facet."""
NO_LEVELS = (0, 0, 0, 0, 0)
FOUR_LEVELS = (0, 0, 0, 0)
MEASURED = "measured"
SPLITS = ("sex", "age_band", "severity")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """`people` are those who said what it did. Of an imported set the first fields are known and no more."""

    purpose: str
    treatment: str
    people: int
    helped: int
    effects: tuple[int, ...] = NO_LEVELS
    side_effects: tuple[int, ...] = NO_LEVELS
    headline: Headline | None = None
    unwanted: dict[str, int] = field(default_factory=dict)
    badly: dict[str, int] = field(default_factory=dict)
    """Of those who named an unwanted effect, how many called it moderate or worse."""
    waves: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By wave: how many were asked, and how many of them answered."""
    burden: tuple[int, ...] = FOUR_LEVELS
    adherence: tuple[int, ...] = FOUR_LEVELS
    priced: int = 0
    dear: int = 0
    again: dict[str, int] = field(default_factory=dict)
    reasons: dict[int, int] = field(default_factory=dict)
    """By the number of the group (`staying.NUMBER`), of those who stopped."""
    spells: Spells | None = None
    splits: dict[str, dict[str, Count]] = field(default_factory=dict)
    """By sex, age and severity: who said what it did. "" are those of whom it is not known."""
    measured: dict[str, Measured] = field(default_factory=dict)
    """What scores tell of it, by questionnaire."""

    def vector(self) -> Vector:
        """All that is counted, facet by facet: what tells how many people at least changed between two builds."""
        stand = self.headline
        standing = {} if stand is None else {n: getattr(stand, n) for n in ("still_on", "stopped", "silent")}
        remembered = stand.remembered if stand else 0
        made: Vector = {
            "people": {"all": self.people},
            "helped": {"yes": self.helped, "no": self.people - self.helped},
            "standing": standing | {"remembered": remembered},
        }
        if max(self.people, sum(made["standing"].values())) < FLOOR:
            return made
        made |= {
            "effects": _by_place(self.effects),
            "side_effects": _by_place(self.side_effects),
            "burden": _by_place(self.burden),
            "adherence": _by_place(self.adherence),
            "cost": {"dear": self.dear, "not": self.priced - self.dear},
            "again": dict(self.again),
            "reasons": {str(number): people for number, people in self.reasons.items()},
        }
        made |= {f"named {name}": {"yes": people} for name, people in self.unwanted.items()}
        made |= {f"wave {name}": {"answered": said, "not": asked - said} for name, (asked, said) in self.waves.items()}
        made |= {f"{MEASURED} {key}": {"yes": one.people} for key, one in self.measured.items()}
        made |= {f"{MEASURED} {key} for a year": {"yes": one.compared} for key, one in self.measured.items()}
        made |= {name: {level: c.people for level, c in levels.items()} for name, levels in self.splits.items()}
        made |= {
            f"{name} helped": {level: c.helped for level, c in levels.items()} for name, levels in self.splits.items()
        }
        return {name: some for name, counts in made.items() if (some := {k: n for k, n in counts.items() if n})}


def _by_place(counts: tuple[int, ...]) -> dict[str, int]:
    return {str(place): people for place, people in enumerate(counts)}


def fewest_changes(before: Mapping[str, Mapping[str, int]], after: Mapping[str, Mapping[str, int]]) -> int:
    """How many people at least joined, left or changed an answer between two counts of the same cell.

    Within a facet a person is counted once, so that each one who changes takes one from a count at most and adds one to
    another at most. Never more than the true number: a cell waits rather too long than not long enough.
    """
    found = 0
    for facet in before.keys() | after.keys():
        old, new = before.get(facet, {}), after.get(facet, {})
        moves = [new.get(name, 0) - old.get(name, 0) for name in old.keys() | new.keys()]
        found = max(found, sum(one for one in moves if one > 0), -sum(one for one in moves if one < 0))
    return found

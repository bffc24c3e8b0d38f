"""Up to four treatments side by side, and what may be said of them (`evidence.md` section 11).

Only what is printed anyway is compared: rounded shares with their intervals. Nothing is called best, and where
intervals overlap it is said that the treatments cannot be told apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bedside.policy.disclosure import Figure, Tier
from bedside.policy.evidence.flags import SENTENCES, Flag

MOST = 4
RATED_BY_KIND = frozenset({Flag.HABIT_FORMING, Flag.BOXED_WARNING, Flag.USUALLY_SECOND_LINE, Flag.SYMPTOM_MASKING})
"""Flags of kinds of treatment that people rate otherwise than trials do."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two treatments whose intervals do not overlap: more people say of the first that it helped."""

    more: str
    less: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """What is said under the columns."""

    differences: tuple[Difference, ...]
    alike: tuple[tuple[str, str], ...]
    """Pairs that cannot be told apart."""
    too_few: tuple[str, ...]
    """Treatments of which too few people told how it went."""
    cautions: tuple[str, ...]
    """Sentences about kinds of treatment, where those compared are of different kinds."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it in plain words, the doubts first."""
        doubts = [f"Too few people told us about {name} to compare it." for name in self.too_few]
        alike = [f"{one} and {other} can't be told apart." for one, other in self.alike]
        found = [
            f"More people say {one.more} helped them than say so of {one.less}."
            " They chose it themselves, so this is no trial."
            for one in self.differences
        ]
        return (*self.cautions, *doubts, *alike, *found)


def side_by_side(figures: Mapping[str, Figure], *, flags: Mapping[str, Sequence[Flag]] | None = None) -> SideBySide:
    """Compare two to four treatments of **one** purpose. Raises ValueError for fewer or more."""
    if not 2 <= len(figures) <= MOST:
        raise ValueError("Two to four treatments are put side by side.")
    ranges = {name: _range(figure) for name, figure in figures.items()}
    known = {name: ends for name, ends in ranges.items() if ends is not None}
    differences, alike = [], []
    for one, other in combinations(known, 2):
        if known[one][0] > known[other][1]:
            differences.append(Difference(one, other))
        elif known[other][0] > known[one][1]:
            differences.append(Difference(other, one))
        else:
            alike.append((one, other))
    return SideBySide(
        differences=tuple(differences),
        alike=tuple(alike),
        too_few=tuple(name for name in figures if name not in known),
        cautions=_cautions(figures, flags or {}),
    )


def _range(figure: Figure) -> tuple[int, int] | None:
    """The ends between which the share lies, as printed; None where none is printed."""
    if figure.share is not None:
        return figure.share.low, figure.share.high
    if figure.bound is None:
        return None
    return (0, figure.bound) if figure.tier is Tier.AT_MOST else (figure.bound, 100)


def _cautions(names: Mapping[str, Figure], flags: Mapping[str, Sequence[Flag]]) -> tuple[str, ...]:
    """A flag that all carry, or none, does not speak against comparing them."""
    carried = {flag: [name for name in names if flag in flags.get(name, ())] for flag in Flag if flag in RATED_BY_KIND}
    return tuple(
        f"{', '.join(some)}: {SENTENCES[flag]}" for flag, some in carried.items() if 0 < len(some) < len(names)
    )

"""All figures of one purpose at once: shrink, round, order. Counts go in, and what may be shown comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from bedside.policy.disclosure import TOO_FEW, Estimate, Figure, Share, Tier, figure, tier
from bedside.policy.evidence.flags import Flag
from bedside.policy.evidence.shrinkage import Shrunken, fit_prior, shrink, shrink_within_classes

Split = Mapping[str, Sequence[tuple[str, Figure]]]
"""By sex, age or severity: the levels of which something may be shown, in their order."""
NO_SPLIT: Final[Split] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Count:
    """Distinct people of one treatment, and how many of them it helped. Never shown as it is."""

    people: int
    helped: int


def figures(counts: Mapping[str, Count], *, classes: Mapping[str, str] | None = None) -> dict[str, Figure]:
    """What may be shown of each treatment of one purpose, in the order of `by_people`.

    A treatment of fewer than 11 people still counts in the mean that the others are pulled towards. With `classes`,
    by treatment, that is the mean of its class; treatments without one make a class of their own.
    """
    filled = {name: count for name, count in counts.items() if count.people > 0}
    if not filled:
        return dict.fromkeys(sorted(counts), TOO_FEW)
    estimates = _estimates(filled, classes)
    made = {
        name: figure(people=count.people, helped=count.helped, estimate=estimates.get(name))
        if name in filled
        else TOO_FEW
        for name, count in counts.items()
    }
    return {name: made[name] for name in by_people(made)}


def _estimates(counts: Mapping[str, Count], classes: Mapping[str, str] | None) -> dict[str, Estimate]:
    """The estimates of those of which a share may be shown: all count in the mean, the rest need no interval."""
    shares = [name for name, c in counts.items() if tier(people=c.people, helped=c.helped) is Tier.SHARE]
    if not shares:
        return {}
    result = _shrunken(counts, shares, classes)
    columns = (getattr(result, name).tolist() for name in ("share", "low", "high", "prior"))
    ends = zip(shares, *columns, strict=True)
    return {name: Estimate(share=share, low=low, high=high, prior=prior) for name, share, low, high, prior in ends}


def _shrunken(counts: Mapping[str, Count], shares: Sequence[str], classes: Mapping[str, str] | None) -> Shrunken:
    people, helped = [c.people for c in counts.values()], [c.helped for c in counts.values()]
    if classes is None:
        some = [counts[name] for name in shares]
        prior = fit_prior(people, helped)
        return shrink([c.people for c in some], [c.helped for c in some], prior=prior)
    made = shrink_within_classes(people, helped, [classes.get(name, "") for name in counts])
    wanted = set(shares)
    return made.only([place for place, name in enumerate(counts) if name in wanted])


def by_people(figures: Mapping[str, Figure]) -> list[str]:
    """Names by rounded number of people, falling, then by name: the exact order would tell the exact counts apart."""
    return sorted(figures, key=lambda name: (-(figures[name].people or 0), name.casefold(), name))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A treatment in the list "by helped". All `tied` ones share the first rank and cannot be told apart."""

    rank: int
    name: str
    tied: bool


def by_helped(figures: Mapping[str, Figure]) -> list[Ranked]:
    """The treatments of tier `share` by shown share, falling; there is no place for the others in this list.

    Those whose interval overlaps the first one's have the same rank as the first.
    """
    shares = {name: made.share for name, made in figures.items() if made.tier is Tier.SHARE and made.share}
    names = sorted(shares, key=lambda name: (-shares[name].percent, name.casefold(), name))
    if not names:
        return []
    first = shares[names[0]]
    tied = [_overlaps(shares[name], first) for name in names]
    return [Ranked(1 if tied[i] else i + 1, name, tied[i]) for i, name in enumerate(names)]


def _overlaps(one: Share, other: Share) -> bool:
    return one.low <= other.high and other.low <= one.high


def line(
    *,
    condition: str,
    treatment: str,
    figure: Figure,
    source: str,
    built: date,
    flags: Sequence[Flag] = (),
    started: int | None = None,
    scores: Sequence[object] = (),
    who: Split = NO_SPLIT,
) -> dict[str, object]:
    """One line of `bedside evidence show --json`, the fields in the order of `evidence.md` section 11.

    `started` is the rounded count of people who started, where the source knows it. A treatment of which nothing may be
    said has six fields and no more, so that it cannot be told from one that nobody ever named. `scores` are there
    only where questionnaires tell something of it, and `who` (by sex, age or severity: levels, each with its figure)
    only where something of it may be shown.
    """
    named: dict[str, object] = {"condition": condition, "treatment": treatment}
    said = figure.to_json()
    if figure.tier is Tier.NONE:
        return named | said
    message = said.pop("message")
    made: dict[str, object] = {"source": source, "built": built.isoformat()}
    rest: dict[str, object] = {"flags": [flag.value for flag in flags], "started": started, "message": message}
    split = {fact: [{"level": level} | one.to_json() for level, one in levels] for fact, levels in who.items()}
    more = {"who": split, "scores": list(scores)}
    return named | made | said | rest | {name: what for name, what in more.items() if what}

"""Unwanted effects: how many had them badly, and which ones (`evidence.md` section 5). They stand above the benefit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bedside.policy.disclosure import FLOOR, Figure, Tier, shown
from bedside.policy.evidence.purpose import Count, figures

MODERATE_FROM = 2
"""Levels run from 0 (none) to 4 (extremely severe)."""


def at_least_moderate(
    levels: Mapping[str, Sequence[int]], *, classes: Mapping[str, str] | None = None
) -> dict[str, Figure]:
    """For each treatment of a purpose, the share with moderate or worse side effects, pulled to its class.

    `levels` are the numbers of people at each of the five levels. The words for these figures are those of `sentence`:
    their own speak of help.
    """
    counts = {name: Count(people=sum(found), helped=sum(found[MODERATE_FROM:])) for name, found in levels.items()}
    return figures(counts, classes=classes)


def sentence(figure: Figure) -> str:
    """One or two plain sentences about moderate or worse side effects."""
    about = f"About {figure.people} people told us."
    match figure.tier:
        case Tier.NONE:
            return "Too few to say."
        case Tier.COUNT:
            return f"{about} That is too few to say how many had side effects."
        case Tier.AT_MOST:
            return f"{about} At most {figure.bound} of 100 had moderate or worse side effects."
        case Tier.AT_LEAST:
            return f"{about} At least {figure.bound} of 100 had moderate or worse side effects."
    if figure.share is None:
        raise ValueError("A figure of tier share must hold a share.")
    ends = f"The true number may lie between {figure.share.low} and {figure.share.high}."
    return f"{about} {figure.share.percent} of 100 had moderate or worse side effects. {ends}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One side effect of a treatment: "about 25 of about 90", with its shrunken share in whole per cent."""

    effect: str
    about: int
    of: int
    percent: int
    low: int
    high: int


def named(
    treatment: str, reports: Mapping[str, Count], effect: str, *, classes: Mapping[str, str] | None = None
) -> Named | None:
    """What may be said of `effect` under `treatment`; None unless 11 people or more named it, and 11 or more did not.

    `reports` are all treatments of the purpose: who answered, and who named this effect (`Count.helped`).
    """
    count = reports[treatment]
    if min(count.helped, count.people - count.helped) < FLOOR:
        return None
    share = figures(reports, classes=classes)[treatment].share
    if share is None:
        return None
    return Named(
        effect=effect,
        about=shown(count.helped),
        of=shown(count.people),
        percent=share.percent,
        low=share.low,
        high=share.high,
    )

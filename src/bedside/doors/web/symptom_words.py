"""Symptoms in words: how strong, and what may go with them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bedside.areas.records.queries import OwnSymptom
from bedside.policy.symptoms import FIGURES, LEVELS, MOST, Strength, sent_as

LEVEL_WORDS = (gettext_lazy("None"), gettext_lazy("Mild"), gettext_lazy("Moderate"), gettext_lazy("Severe"))
FACTOR_WORDS = {
    "exertion": gettext_lazy("Exertion"),
    "sleep": gettext_lazy("Bad sleep"),
    "food": gettext_lazy("Food"),
    "stress": gettext_lazy("Stress"),
    "menses": gettext_lazy("Menses"),
}


def strength_words(one: Strength) -> str:
    """Return how strong it was, as people read it."""
    if one.value is None:
        return _("Rather not said")
    if one.scale == LEVELS:
        return str(LEVEL_WORDS[one.value])
    return _("%(n)d of 10") % {"n": one.value}


def short_word(one: Strength) -> str:
    """Return what stands on a button of that strength."""
    return str(LEVEL_WORDS[one.value or 0]) if one.scale == LEVELS else str(one.value)


def on_scale(scale: str) -> list[Strength]:
    """Return every strength of a scale, the weakest first."""
    return [Strength(scale, value) for value in range(MOST[scale] + 1)]


def choices() -> list[tuple[str, Any]]:
    """Return both scales as the groups of one list."""
    words = [(sent_as(one), str(LEVEL_WORDS[one.value or 0])) for one in on_scale(LEVELS)]
    figures = [(sent_as(one), str(one.value)) for one in on_scale(FIGURES)]
    return [
        ("", _("Choose")),
        (_("In words"), words),
        (_("0 is none, 10 is the worst"), figures),
        (sent_as(Strength(LEVELS, None)), _("I'd rather not say")),
    ]


def entry_text(one: OwnSymptom) -> str:
    """Return an entry as one line."""
    parts = [strength_words(one.strength)]
    if one.at:
        parts.append(one.at)
    parts += [str(FACTOR_WORDS.get(factor, factor)) for factor in one.factors]
    return " · ".join(parts)

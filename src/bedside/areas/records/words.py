"""Fixed words of evaluations: levels, unwanted effects, sources; and the form of a name in an address."""

from bedside.areas.records.models import MEMBERS
from bedside.policy.vocabulary import normalise

EFFECTS: tuple[str, ...] = ("No effect", "Slight", "Moderate", "Considerable", "Very strong")
SIDE_EFFECTS: tuple[str, ...] = ("None", "Mild", "Moderate", "Severe", "Extremely severe")

UNWANTED: dict[str, str] = {
    "tiredness": "Tiredness",
    "poor_sleep": "Poor sleep or vivid dreams",
    "headache": "Headache",
    "nausea": "Nausea",
    "stomach": "Stomach or bowel trouble",
    "dizziness": "Dizziness",
    "dry_mouth": "Dry mouth",
    "weight": "Change of weight",
    "skin": "Rash or itching",
    "low_mood": "Low mood",
    "worry": "Worry or restlessness",
    "pain": "Pain",
    "flushing": "Flushing or sweating",
    "sex": "Trouble with sex",
    "injection_site": "Sore skin where it was injected",
}

SOURCES: dict[str, str] = {
    MEMBERS: "Members of this site",
    "external:druglib": "Reviews from DrugLib.com",
    "external:drugscom": "Reviews from Drugs.com",
}


def slug(name: str) -> str:
    """The form of a name in an address, and the one in which two names are the same: "ME/CFS" is "me-cfs"."""
    return normalise(name).replace(" ", "-")


def source_label(source: str) -> str:
    """What a source is called on pages."""
    return SOURCES.get(source, source.removeprefix("external:"))

"""A draft of a report about a side effect, for the member to send to an authority herself. The site sends nothing.

The four things that a report needs are those of ICH E2D (section 3.1.1): somebody who reports, somebody to whom it
happened, a medicine, and what happened. What makes it serious is the list of the FDA's form 3500B.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

LONGEST_STORY: Final = 4_000
SERIOUS: Final = (
    ("hospital", "I was in hospital, or stayed longer."),
    ("danger", "My life was in danger."),
    ("lasting", "It left a lasting damage."),
    ("birth", "A child was born with a defect."),
    ("prevented", "Something had to be done to prevent lasting harm."),
    ("other", "It was serious in another way."),
)
OUTCOMES: Final = (
    ("over", "It is over."),
    ("better", "It is getting better."),
    ("same", "It is still there."),
    ("lasting", "It is over, and something stayed."),
    ("unsure", "I don't know."),
)
AUTHORITIES: Final = {
    "US": ("MedWatch, FDA form 3500B", "www.fda.gov/medwatch, or by phone 1-800-332-1088"),
    "GB": ("Yellow Card", "yellowcard.mhra.gov.uk, or by phone 0800 731 6789"),
}
"""By country: what a report is called there, and how it is sent. Elsewhere a doctor or a pharmacist knows the way."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What stands in a draft. `medicines` are lines, the suspected one first; `diary` lines, the oldest first."""

    country: str
    effect: str
    began: str
    outcome: str
    serious: tuple[str, ...]
    story: str
    medicines: tuple[str, ...]
    diary: tuple[str, ...]
    about: str
    made_on: date


def called(country: str) -> tuple[str, str]:
    """Return what a report is called in a country, and how it is sent; "" where we don't know a way."""
    return AUTHORITIES.get(country, ("Report of a side effect", ""))


def sections(report: Report) -> list[tuple[str, list[str]]]:
    """Return the headings and lines of a draft; what was left open says so, so that nobody takes it for a no."""
    outcomes, reasons = dict(OUTCOMES), dict(SERIOUS)
    return [
        ("What happened", [report.effect, *([f"Began: {report.began}"] if report.began else ["Began: not said"])]),
        ("How it went on", [outcomes.get(report.outcome, "Not said.")]),
        (
            "Was it serious?",
            [reasons[one] for one in report.serious if one in reasons] or ["Nothing of the list said."],
        ),
        ("Medicines, the suspected one first", _or_none(report.medicines)),
        ("In my own words", _or_none([report.story] if report.story else [])),
        ("From my diary", _or_none(report.diary)),
        ("About me", [report.about or "Not said."]),
    ]


def _or_none(lines: Sequence[str]) -> list[str]:
    return list(lines) or ["Nothing."]

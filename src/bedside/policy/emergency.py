"""Emergency numbers by country.

The table is a starting point that the operator checks before a site opens (policy data, crisis_lines.yaml). Crisis
lines themselves are not in it: a line is shown only after somebody has called it, and that comes with the escalation.
"""

from dataclasses import dataclass

# ISO 3166-1 alpha-2: name of the country, number to dial first.
NUMBERS: dict[str, tuple[str, str]] = {
    "AR": ("Argentina", "911"),
    "AT": ("Austria", "112"),
    "AU": ("Australia", "000"),
    "CA": ("Canada", "911"),
    "DE": ("Germany", "112"),
    "ES": ("Spain", "112"),
    "FR": ("France", "112"),
    "GB": ("the United Kingdom", "999"),
    "IE": ("Ireland", "112"),
    "IN": ("India", "112"),
    "NL": ("the Netherlands", "112"),
    "NZ": ("New Zealand", "111"),
    "US": ("the United States", "911"),
}
# 112 is answered on mobile phones in most of the world, so it stands where the country is not known.
FALLBACK = ("most of the world, on a mobile phone", "112")


@dataclass(frozen=True)
class Emergency:
    """What to dial, and where that is right."""

    number: str
    country: str


def emergency(country: str) -> Emergency:
    """Return the emergency number of a country given by its two letters; the general one when it is not known."""
    name, number = NUMBERS.get(country.upper(), FALLBACK)
    return Emergency(number=number, country=name)

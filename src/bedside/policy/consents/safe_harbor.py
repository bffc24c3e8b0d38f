"""The checklist of 45 CFR 164.514(b)(2): eighteen kinds of identifiers, and what the author knows besides.

The rule's own words are data of the guard; ours stand beside them, because whoever ticks has to understand them.
"RULE_II" is the second condition: nothing that the author knows lets anybody tell who it is.
"""

from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

import yaml

KNOWS: Final = "RULE_II"
PLAIN: Final = {
    "A": "No name, initials or nickname",
    "B": "No place smaller than a state: no town, street, clinic or full postcode",
    "C": "No exact date, and no age over 89 (say “90 or older”)",
    "D": "No telephone number",
    "E": "No fax number",
    "F": "No mail address",
    "G": "No social security number",
    "H": "No medical record number",
    "I": "No health plan number",
    "J": "No account number",
    "K": "No certificate or licence number",
    "L": "No vehicle, its number plate or serial number",
    "M": "No device or its serial number",
    "N": "No web address",
    "O": "No internet address of a machine",
    "P": "No finger or voice print",
    "Q": "No full face, and no picture by which somebody is known, such as a tattoo",
    "R": "No other number, mark or detail that only few people have",
    KNOWS: "I know of nothing else here by which anybody could tell who it is",
}


class Item(NamedTuple):
    """One line of the checklist: its letter, our words, and those of the rule."""

    letter: str
    plain: str
    rule: str


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """Return the file as it is; raise ValueError for one that is not the rule."""
    told: dict[str, Any] = yaml.safe_load(
        files("bedside.policy.guard").joinpath("data/safe_harbor.yaml").read_text("utf-8")
    )
    if "".join(told["identifiers"]) != "ABCDEFGHIJKLMNOPQR":
        raise ValueError("safe_harbor.yaml: the identifiers are the eighteen from A to R")
    prefixes = told["zip3_to_000"]
    if len(set(prefixes)) != 17 or not all(len(one) == 3 and one.isdigit() for one in prefixes):
        raise ValueError("safe_harbor.yaml: 17 different strings of three digits")
    return told


def checklist() -> tuple[Item, ...]:
    """Return the eighteen lines and the second condition, in order."""
    told = table()
    rule = told["identifiers"] | {KNOWS: told["rule_ii"]}
    return tuple(Item(letter, plain, rule[letter]) for letter, plain in PLAIN.items())


def unticked(ticked: frozenset[str]) -> tuple[str, ...]:
    """Return the lines that were not ticked, in order."""
    return tuple(letter for letter in PLAIN if letter not in ticked)

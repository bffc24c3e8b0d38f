"""Writes docs/security/asvs.md from tests and list, and prints the shares: `python -m tests.security.asvs.write`."""

import sys
from collections import Counter

from tests.security.asvs.listing import DOCUMENT, Evidence, Requirement, evidence, requirements, titles

HEAD = """# What ASVS 5.0.0 asks, and what here answers

Made by `make docs` from the markers `@pytest.mark.asvs` on the tests and from `tests/security/asvs/requirements.toml`.
Do not change it by hand.

ASVS is the Application Security Verification Standard of OWASP, under CC BY-SA 4.0. What each requirement asks is said
here in our own words and shorter than there: read the standard itself before you judge. Nobody from outside has
verified this; it says which test shows what, so that you can.

{shares}

*Shown*: a test fails when it is no longer so. *In part*: tests show a part, and the line says what is missing.
*Operator*: done by who runs the site, as docs/operators says. Chosen of level 3 are those that matter most to a place
like this.
"""
SAYS = {
    "partly": "In part: {why}.",
    "operator": "Operator: {why}.",
    "not_applicable": "Does not apply: {why}.",
    "open": "**Open**: {why}.",
}
NAMES = {"": "shown", "partly": "in part", "operator": "operator", "open": "open", "not_applicable": "do not apply"}


def document() -> str:
    """Return the whole page."""
    tests: dict[str, list[Evidence]] = {}
    for one in evidence():
        tests.setdefault(one.id, []).append(one)
    lines = [HEAD.format(shares="\n".join(shares()))]
    for chapter, title in titles().items():
        lines += [f"## V{chapter} {title}", "| number | level | asks | here |", "|---|---|---|---|"]
        lines += [_line(one, tests.get(one.id, [])) for one in requirements().values() if one.chapter == chapter]
        lines.append("")
    return "\n".join(lines)


def shares() -> list[str]:
    """Return a table: of each level how many requirements are in which state, and the share of those that apply."""
    names = " | ".join(NAMES.values())
    lines = [f"| level | all | {names} | shown of those that apply |", "|---|" + "---|" * (len(NAMES) + 2)]
    for name, levels in (("1", {1}), ("2", {2}), ("1 and 2", {1, 2}), ("3 (chosen)", {3})):
        states = Counter(one.state for one in requirements().values() if one.level in levels)
        applies = states.total() - states["not_applicable"]
        counts = " | ".join(str(states[state]) for state in NAMES)
        lines.append(
            f"| {name} | {states.total()} | {counts} | {states['']} of {applies} ({states[''] / applies:.0%}) |"
        )
    return lines


def _line(one: Requirement, tests: list[Evidence]) -> str:
    said = [SAYS[one.state].format(why=_cell(one.why))] if one.state else []
    said += [_named(test) for test in tests]
    said += [f"Note: {_cell(one.note)}."] if one.note else []
    return f"| {one.id} | {one.level} | {_cell(one.asks)} | {'<br>'.join(said)} |"


def _named(test: Evidence) -> str:
    return f"`{test.test.removeprefix('tests/')}`" + (" (nightly)" if test.nightly else "")


def _cell(text: str) -> str:
    return " ".join(text.split()).removesuffix(".").replace("|", r"\|").replace("<", "&lt;")


if __name__ == "__main__":
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(document())
    sys.stdout.write("ASVS 5.0.0\n" + "\n".join(shares()) + "\n")

"""Writes docs/boundaries.md from the table, the tests and the list: `python -m tests.policy.boundaries.write`."""

import sys
from collections import Counter

from bedside.policy.boundaries import Row, table, words_of
from tests.policy.boundaries.listing import DOCUMENT, evidence, waiting

HEAD = """# Who may do what to whom

Made by `make docs` from `src/bedside/policy/boundaries/data`, from the markers `@pytest.mark.row` on the tests and from
`tests/policy/boundaries/waiting.toml`. Do not change it by hand.

Each row is one decision: in a space, an actor, an action, a target. `policy/boundaries` decides, every area asks
`areas/boundaries/queries.py`, and what has no row is refused (B00). The rule of each row is tested by itself in
`tests/policy/boundaries`; the last column says which test tries it through a page, or what it waits for. The 71 rows
B01 to B71 are the policy as it was agreed. The rows H01 and on are the house's own: what the product does, and the 71
do not speak of. *Stricter* says what a site may turn a row into (docs/operators); no row can be made looser.
`/why/B02/` shows a row to everybody, with the rules it rests on.

{shares}
"""
SPACES = {
    "square": "In public",
    "community": "Communities",
    "room": "Clinicians' rooms",
    "practice": "Practices",
    "class": "Learning",
    "any": "Everywhere",
}


def document() -> str:
    """Return the whole page."""
    lines = [HEAD.format(shares="\n".join(shares()))]
    for space, title in SPACES.items():
        lines += [
            f"## {title}",
            "| row | who does what | decision | stricter | rules | here |",
            "|---|---|---|---|---|---|",
        ]
        lines += [_line(row) for row in table().rows.values() if row.space == space]
        lines.append("")
    return "\n".join(lines)


def shares() -> list[str]:
    """Return how many of the 71 rows work through a page, by decision."""
    tried = {one.id for one in evidence()}
    agreed = [row for row in table().rows.values() if row.id.startswith("B")]
    every, done = Counter(row.decision for row in agreed), Counter(row.decision for row in agreed if row.id in tried)
    lines = ["| decision | rows | tried through a page | wait |", "|---|---|---|---|"]
    lines += [f"| {name} | {every[name]} | {done[name]} | {every[name] - done[name]} |" for name in every]
    return [*lines, f"| all | {every.total()} | {done.total()} | {every.total() - done.total()} |"]


def _line(row: Row) -> str:
    words = words_of(row.id)
    who = _cell(f"{row.actor}: {row.action} → {row.target}. {words.then}")
    rules = ", ".join(row.rules) or "-"
    return f"| {row.id} | {who} | {row.decision} | {', '.join(words.may) or '-'} | {rules} | {_here(row)} |"


def _here(row: Row) -> str:
    tests = list(dict.fromkeys(one.test for one in evidence() if one.id == row.id))
    if tests:
        return "<br>".join(f"`{test.removeprefix('tests/')}`" for test in tests)
    return f"Waits for: {_cell(waiting()[row.id])}." if row.id in waiting() else "The rule alone."


def _cell(text: str) -> str:
    return " ".join(text.split()).removesuffix(".").replace("|", r"\|").replace("<", "&lt;")


if __name__ == "__main__":
    DOCUMENT.write_text(document())
    sys.stdout.write("\n".join(shares()) + "\n")

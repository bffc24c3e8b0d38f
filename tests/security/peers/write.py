"""Writes docs/security/peers.md from the tests and the table: `python -m tests.security.peers.write`."""

from tests.security.peers.numbers import DOCUMENT, PEERS, Tested, Waiting, growing, lines_tested, waiting, wanted

HEAD = """# Bugs of our peers, asked of Bedside

Made by `make docs` from the tests in `tests/security/peers/` and from `waiting.toml` there. Do not change it by hand.

Each line is something that went wrong in another social platform. It is tested here under its number, or it waits for
the part of the house in which it could go wrong. {tested} of {all} lines are tested today; {waiting} wait.
"""


def document() -> str:
    """Return the whole page."""
    tests: dict[str, list[Tested]] = {}
    for one in lines_tested():
        tests.setdefault(one.number, []).append(one)
    later = {one.number: one for one in waiting()}
    lines = [HEAD.format(tested=len(tests), all=len(wanted()), waiting=len(later))]
    for peer, first, last in PEERS:
        lines += [f"## {peer}", "| line | what went wrong there | here |", "|---|---|---|"]
        lines += [_line(number, tests, later) for number in wanted() if first <= int(number[1:4]) <= last]
        lines.append("")
    return "\n".join(lines)


def _line(number: str, tests: dict[str, list[Tested]], later: dict[str, Waiting]) -> str:
    if number in later:
        one = later[number]
        return f"| {number} | {_cell(one.bug)} | waits for {one.waits}. {_cell(one.why)} |"
    found = tests[number]
    names = "<br>".join(f"`{one.file}::{one.name}`" for one in found)
    grows = f"<br>grows with {growing()[number]}" if number in growing() else ""
    return f"| {number} | {_cell(found[0].bug)} | {names}{grows} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).removesuffix(".").replace("|", r"\|").replace("<", "&lt;")


if __name__ == "__main__":
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(document())

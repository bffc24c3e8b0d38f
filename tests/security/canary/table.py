"""Reading `allowed.tsv`: who must see a word, and who may."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.security.canary.pages import Hit

FILE = Path(__file__).with_name("allowed.tsv")
HEAD = ["kind", "actors", "seen", "may"]


@cache
def allowed() -> tuple[frozenset[Hit], frozenset[Hit]]:
    """Return what must be found, and what may be found besides."""
    must: set[Hit] = set()
    may: set[Hit] = set()
    for kind, actors, seen, besides in lines():
        must |= {(kind, actor, surface) for actor in actors for surface in seen}
        may |= {(kind, actor, surface) for actor in actors for surface in besides}
    return frozenset(must), frozenset(may | must)


def lines() -> Iterator[tuple[str, list[str], list[str], list[str]]]:
    """Yield the lines, with every shorthand written out."""
    text = FILE.read_text().splitlines()
    short = {}
    for line in text:
        name, sign, rest = line.removeprefix("# ").partition(" = ")
        if line.startswith("# ") and sign and name.isupper():
            short[name] = rest.split()
    table = [line.split("\t") for line in text if line and not line.startswith("#")]
    assert table[0] == HEAD
    for kind, *cells in table[1:]:
        actors, seen, may = ([one for part in cell.split() for one in short.get(part, [part])] for cell in cells)
        yield kind, actors, [one for one in seen if one != "-"], [one for one in may if one != "-"]

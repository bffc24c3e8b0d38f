"""Made-up names, proposed to patients and carers: two plain words of nature, such as "Quiet Heron".

The words stand in `pseudonyms.txt`, first words above the empty line, second words below it.
"""

import secrets
from functools import cache
from importlib import resources


@cache
def _words() -> tuple[list[str], list[str]]:
    text = resources.files("bedside.areas.people").joinpath("pseudonyms.txt").read_text(encoding="utf-8")
    first, second = text.split("\n\n")
    return first.split(), second.split()


def propose() -> tuple[str, str]:
    """Return a name and its handle drawn at random, such as ("Quiet Heron", "quiet_heron"); it may be taken."""
    first, second = (secrets.choice(words) for words in _words())
    return f"{first} {second}".title(), f"{first}_{second}"

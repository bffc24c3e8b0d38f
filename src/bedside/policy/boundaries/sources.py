"""Where the document behind a rule can be read, as far as its own name says so."""

from __future__ import annotations

import re
from typing import Final

from bedside.policy.boundaries.model import Rule

_CFR: Final = re.compile(r"(?P<title>\d+) CFR (?:Part )?(?P<part>\d+)(?:\.(?P<section>\d+))?")
_LAW: Final = {"GDPR": "https://eur-lex.europa.eu/eli/reg/2016/679/oj"}
HOW_CHECKED: Final = {
    "source": "We compared our words with the document.",
    "secondary": "Our words follow a report about the document.",
    "unverified": "Our words were not compared with the document yet.",
}


def link_of(rule: Rule) -> str:
    """Return the address of the document where it is public law of the United States or the Union; "" otherwise.

    What others hold the rights to is named and told in our words (`quotable`); readers find it by its name.
    """
    found = _CFR.match(rule.src)
    if found is not None:
        below = f"section-{found['part']}.{found['section']}" if found["section"] else f"part-{found['part']}"
        return f"https://www.ecfr.gov/current/title-{found['title']}/{below}"
    return next((address for law, address in _LAW.items() if rule.src.startswith(law)), "")

"""A colleague criticised by name in public: the author is asked once more first (boundary row B16, AMA-PEER).

It is a prompt and no bar: physicians have to be able to speak against what harms patients. It is read in sentences, so
that a colleague who is thanked in one and a treatment that is called wrong in the next are not taken together.
"""

import re
from collections.abc import Collection
from typing import Final

_NAMED: Final = re.compile(
    r"\b(?:Dr|Doctor|Prof|Professor|Nurse|Sister|Surgeon)\.?\s+(?!Google\b|Who\b|House\b|Strange\b)[A-Z][\w'-]+"
)
_HANDLE: Final = re.compile(r"@(\w{2,30})")
_TITLE_DOT: Final = re.compile(r"\b(Dr|Prof)\.")
_END: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_CRITICAL: Final = re.compile(
    r"""\b(?:incompeten(?:t|ce)|negligen(?:t|ce)|malpractice|quack(?:s|ery)?|charlatan|fraud(?:ster|ulent)?
      | liars?|lied|lies|lying|dangerous|careless|reckless|unethical|unprofessional|butcher(?:ed|s)?|botched
      | misdiagnos\w+|ignorant|idiot(?:ic)?|stupid|useless|disgrace(?:ful)?|shame(?:ful|less)?|clueless|sloppy
      | corrupt|misleading|misled|nonsense|rubbish|bullshit|struck\ off|overprescrib\w+
      | harm(?:s|ed|ing)\ (?:\w+\ )?patients?|killed|ruined
      | (?:is|was|are|were|got\ it|gets\ it|has\ it|had\ it)\ (?:\w+\ )?wrong
      | should\ (?:lose|not\ be\ allowed|never\ be\ allowed|be\ ashamed|know\ better)
      | (?:bad|poor|terrible|awful|lousy|worst)\ (?:\w+\ )?(?:doctor|surgeon|nurse|care|advice|science|colleague))\b""",
    re.VERBOSE | re.IGNORECASE,
)


def handles_beside_criticism(text: str) -> frozenset[str]:
    """Return the handles that stand in a sentence with words of criticism, in small letters."""
    return frozenset(
        handle.lower() for line in _sentences(text) if _CRITICAL.search(line) for handle in _HANDLE.findall(line)
    )


def criticises(text: str, *, colleagues: Collection[str] = ()) -> bool:
    """Say whether a text criticises a colleague by name: by a title with a name, or by one of these handles."""
    named = any(_CRITICAL.search(line) and _NAMED.search(line) for line in _sentences(text))
    return named or not handles_beside_criticism(text).isdisjoint(one.lower() for one in colleagues)


def _sentences(text: str) -> list[str]:
    return _END.split(_TITLE_DOT.sub(r"\1", text))

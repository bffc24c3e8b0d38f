"""What somebody asks the list of clinicians for, and which questions are refused.

Nobody leafs through the list: at least one thing has to be asked for. Rows of registers are found by their number, or
by a name together with a place (clinicians.md 2).
"""

import re
from dataclasses import dataclass
from typing import Final

from bedside.kit.errors import Refused
from bedside.policy.directory.places import language_of, specialty_of
from bedside.policy.directory.words import folded

LONGEST: Final = 100
MOST_WORDS: Final = 8
PAGE: Final = 20
MOST_PAGES_OF_VISITORS: Final = 10
NUMBER: Final = re.compile(r"[A-Za-z]{0,3}[0-9]{6,13}")
# Scripts in which one sign is a whole name.
ONE_SIGN_IS_A_NAME: Final = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]")


class AskMore(Refused):
    """The question is too wide, too short, or none."""


@dataclass(frozen=True)
class Question:
    """What was asked, tidied. `words` are those of a name as they are compared; `number` is set when `q` is one."""

    q: str = ""
    words: tuple[str, ...] = ()
    number: str = ""
    specialty: str = ""
    place: str = ""
    language: str = ""
    topic: str = ""
    accepts: bool = False

    @property
    def asks_registers(self) -> bool:
        """Whether register rows may be in the answer: by exact number, or by a name together with a place."""
        alone = not (self.specialty or self.language or self.topic or self.accepts)
        return alone and bool(self.number or (self.words and self.place))


def question(
    *, q: str = "", specialty: str = "", place: str = "", language: str = "", topic: str = "", accepts: bool = False
) -> Question:
    """Return the question that these words ask; raise AskMore with the field to change and what to do."""
    said = {"q": q, "specialty": specialty, "place": place, "language": language, "topic": topic}
    tidy = {name: _tidy(text, name) for name, text in said.items()}
    if not (accepts or any(tidy.values())):
        raise AskMore(
            "Nothing is asked for yet.",
            do="Type a name, a specialty, a place, a language or a topic. One is enough.",
            code="criterion_missing",
            field="q",
        )
    number = _number(tidy["q"])
    return Question(
        q=tidy["q"],
        words=() if number else _words(tidy["q"]),
        number=number,
        specialty=_at_least_two(folded(specialty_of(tidy["specialty"])), "specialty", tidy["specialty"]),
        place=_at_least_two(folded(tidy["place"]), "place", tidy["place"]),
        language=_language(tidy["language"]),
        topic=_at_least_two(folded(tidy["topic"].removeprefix("#")).replace(" ", ""), "topic", tidy["topic"]),
        accepts=accepts,
    )


def _tidy(text: str, field: str) -> str:
    tidy = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if len(tidy) > LONGEST:
        raise AskMore(f"Use at most {LONGEST} characters.", do="Make it shorter.", code="too_long", field=field)
    return tidy


def _number(text: str) -> str:
    bare = re.sub(r"[\s-]", "", text)
    return bare.upper() if NUMBER.fullmatch(bare) else ""


def _words(text: str) -> tuple[str, ...]:
    words = tuple(folded(text).split())
    if text and max(map(len, words), default=0) < 2 and not ONE_SIGN_IS_A_NAME.search(text):
        raise _too_short("q")
    return words[:MOST_WORDS]


def _at_least_two(compared: str, field: str, typed: str) -> str:
    if typed and len(compared) < 2:
        raise _too_short(field)
    return compared


def _too_short(field: str) -> AskMore:
    return AskMore("One letter is too short.", do="Type two letters or more.", code="too_short", field=field)


def _language(text: str) -> str:
    code = language_of(text) if text else ""
    if text and not code:
        what = "We don't know this language."
        raise AskMore(what, do="Type its name in English, such as Arabic.", code="no_such_language", field="language")
    return code

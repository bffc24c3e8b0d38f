"""Invented sentences, drawn from the word lists in `invented.toml`; the same chance gives the same words."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random

from bedside.kit import html

POOL = 4_000  # sentences that are made once and drawn from
QUESTIONS = 500
TAG_PATH = "/tags/{}/"
TAGGED = 0.15  # share of the texts in the square that end with a hashtag


@dataclass(frozen=True)
class Text:
    """A text with its HTML."""

    text: str
    html: str
    tags: tuple[str, ...] = ()


@cache
def words() -> dict[str, list[str]]:
    """Return the word lists by name."""
    return tomllib.loads(resources.files("bedside.doors.cli").joinpath("invented.toml").read_text(encoding="utf-8"))


class Writer:
    """Writes as many texts as one likes; HTML is rendered once a sentence."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        pick = {name: list(values) for name, values in words().items()}
        self._tags = {tag: _line(f"#{tag}") for tag in pick["tags"]}
        choose = chance.choice
        self._sentences = [
            _line(f"{choose(pick['openings'])} {choose(pick['happenings'])}, {choose(pick['endings'])}.")
            for _number in range(POOL)
        ]
        self._questions = [f"{choose(pick['askings'])} {choose(pick['matters'])}?" for _ in range(QUESTIONS)]

    def text(self, *, most: int, tagged: bool) -> Text:
        """Return one to `most` sentences in a paragraph, some with a hashtag where that is wanted."""
        lines = self._chance.sample(self._sentences, self._chance.randint(1, most))
        tags: tuple[str, ...] = ()
        if tagged and self._chance.random() < TAGGED:
            tags = (self._chance.choice(list(self._tags)),)
            lines.append(self._tags[tags[0]])
        return Text(" ".join(line.text for line in lines), f"<p>{' '.join(line.html for line in lines)}</p>", tags)

    def question(self) -> str:
        """Return one line that asks something."""
        return self._chance.choice(self._questions)


def _line(text: str) -> Text:
    whole = html.from_text(text, mentions={}, tag_url=TAG_PATH.format)
    return Text(text, whole.removeprefix("<p>").removesuffix("</p>"))

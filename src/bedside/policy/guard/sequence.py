"""The tagger: a linear-chain conditional random field that gives each word the chance to be part of a name or a place.

What it looks at: the word and its neighbours (letters, shape, what the gazetteers and the cue lists know), places of
several words, the case of the whole text, and whether the word stands elsewhere in the text in another case.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import repeat
from pkgutil import get_data
from typing import NamedTuple

import pycrfsuite

from bedside.policy.guard import gazetteers
from bedside.policy.guard.layer import ENDING, MARK, NUMBER, WORD, Token
from bedside.policy.guard.naming import cues

LABELS = ("B-NAME", "I-NAME", "B-PLACE", "I-PLACE", "O")
_MANY_CAPITALS = 0.4
_MOST_TOKENS = 4_500


class Chance(NamedTuple):
    """How likely a token begins or continues a name or a place; the rest to 1 is neither."""

    begins_name: float
    in_name: float
    begins_place: float
    in_place: float

    @property
    def name(self) -> float:
        """How likely the token is part of a name."""
        return self.begins_name + self.in_name

    @property
    def place(self) -> float:
        """How likely the token is part of a place."""
        return self.begins_place + self.in_place


_NO_CHANCE = Chance(0.0, 0.0, 0.0, 0.0)


class _Views(NamedTuple):
    """The features of one word, written for itself and for its neighbours on each side."""

    own: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    two_before: tuple[str, ...]
    two_after: tuple[str, ...]


def chances(tokens: Sequence[Token]) -> list[Chance]:
    """Give the chances of every token. The same tokens give the same numbers.

    In a text of far more tokens than people write in so many characters, signs and single letters are passed over, so
    that no text takes long.
    """
    if len(tokens) <= _MOST_TOKENS:
        return _read(tokens)
    read = [at for at, token in enumerate(tokens) if token.kind != MARK and len(token.text) > 1]
    found = dict(zip(read, _read([tokens[at] for at in read]), strict=True))
    return [found.get(at, _NO_CHANCE) for at in range(len(tokens))]


def _read(tokens: Sequence[Token]) -> list[Chance]:
    if not tokens:
        return []
    tagger = _tagger()
    tagger.set(features(tokens))
    columns = (map(tagger.marginal, repeat(label, len(tokens)), range(len(tokens))) for label in LABELS[:-1])
    return list(map(Chance._make, zip(*columns, strict=True)))


def load() -> None:
    """Read the model now, so that the first text does not pay for it."""
    _tagger()


def forget() -> None:
    """Read the model anew when it is next needed: it was trained again."""
    _tagger.cache_clear()
    _model.cache_clear()


@cache
def _tagger() -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(_model())
    return tagger


@cache
def _model() -> bytes:
    """Give the bytes of the model. They are kept: the tagger reads them in place."""
    raw = get_data(__package__, "data/names.crfsuite")
    assert raw is not None
    return raw


def features(tokens: Sequence[Token]) -> list[list[str]]:
    """Give the features of each token."""
    views = [_views(token.text, token.folded, token.code, token.kind) for token in tokens]
    text = _whole(tokens)
    capital_elsewhere, lower_elsewhere = _cases(tokens)
    rows: list[list[str]] = []
    last = len(tokens) - 1
    for at, token in enumerate(tokens):
        view = views[at]
        row = [*view.own, text]
        if at:
            row += views[at - 1].before
            if at > 1:
                row += views[at - 2].two_before
        else:
            row.append("^")
        if at < last:
            row += views[at + 1].after
            if at < last - 1:
                row += views[at + 2].two_after
        else:
            row.append("$")
        if token.kind == WORD:
            row += _case(token.text, token.code, at == 0 or tokens[at - 1].text in ".!?:", text)
            if token.folded in capital_elsewhere and token.folded in lower_elsewhere:
                row.append("both")
        rows.append(row)
    _mark_places(tokens, rows)
    return rows


def _whole(tokens: Sequence[Token]) -> str:
    """Say how the whole text uses capitals: none, all, many (headlines), or as usual."""
    words = [token.text for token in tokens if token.kind == WORD]
    capitals = sum(word[0].isupper() for word in words)
    if capitals == 0:
        return "T=lower"
    if capitals > _MANY_CAPITALS * len(words) and len(words) > 3:
        return "T=upper" if sum(word.isupper() for word in words) > _MANY_CAPITALS * len(words) else "T=title"
    return "T=usual"


def _cases(tokens: Sequence[Token]) -> tuple[set[str], set[str]]:
    capital = {token.folded for token in tokens if token.kind == WORD and token.text[0].isupper()}
    lower = {token.folded for token in tokens if token.kind == WORD and token.text[0].islower()}
    return capital, lower


@lru_cache(maxsize=8192)
def _case(word: str, code: int, starts: bool, text: str) -> tuple[str, ...]:
    shape = _shape(word)
    known = _flags(code)
    return f"s={shape}|{starts}|{text}", f"g={known}|{shape}|{starts and text}"


def _mark_places(tokens: Sequence[Token], rows: list[list[str]]) -> None:
    """Add what the gazetteer says of the longest place name that begins at each token."""
    at = 0
    while at < len(tokens):
        length, mark = _place_at(tokens, at)
        for step in range(length):
            rows[at + step].append(f"{'B' if step == 0 else 'I'}p={mark}")
        at += max(1, length)


def _place_at(tokens: Sequence[Token], at: int) -> tuple[int, str]:
    token = tokens[at]
    if token.kind != WORD:
        return 0, ""
    begins, alone = _place_marks(token.folded)
    if begins:
        for name, used in reversed(_names_from(tokens, at)):
            found = gazetteers.place(name)
            if found:
                return used, f"{found.kind}+"
    return (1, alone) if alone else (0, "")


@lru_cache(maxsize=8192)
def _place_marks(folded: str) -> tuple[bool, str]:
    """Say whether a place of several words begins with this word, and give the mark of the word as a place alone."""
    found = gazetteers.place(folded)
    alone = f"{found.kind}{found.common}{len(str(found.population))}" if found else ""
    return gazetteers.begins_place(folded), alone


def _names_from(tokens: Sequence[Token], at: int) -> list[tuple[str, int]]:
    """Give all that `joined` gives from `at` on for two words and more, the shortest first."""
    names: list[tuple[str, int]] = []
    name = ""
    words = 0
    for end in range(at, len(tokens)):
        token = tokens[end]
        if token.kind == WORD:
            name = f"{name} {_bare(token)}" if words else _bare(token)
            words += 1
            if words > 1:
                names.append((name, end + 1 - at))
            if words == gazetteers.LONGEST_PLACE:
                break
        elif token.text not in (".", "-", "'"):
            break
    return names


def _bare(token: Token) -> str:
    return token.folded.replace("'", "")


def joined(tokens: Sequence[Token], at: int, length: int) -> tuple[str, int]:
    """Give `length` words from `at` on as one place key, and how many tokens that takes; full stops and hyphens go."""
    words: list[str] = []
    end = at
    while len(words) < length and end < len(tokens):
        token = tokens[end]
        if token.kind == WORD:
            words.append(_bare(token))
        elif token.text not in (".", "-", "'") or not words:
            break
        end += 1
    return (" ".join(words), end - at) if len(words) == length else ("", 0)


@lru_cache(maxsize=4096)
def _views(text: str, folded: str, code: int, kind: str) -> _Views:
    if kind != WORD:
        return _views_of_sign(text, folded, kind)
    shape, known = _shape(text), _flags(code)
    groups = cues().get(folded, ())
    near = (f"w={folded}", f"s={shape}", f"g={known}", *(f"c={group}" for group in groups))
    far = (f"w={folded}", *(f"c={group}" for group in groups)) if groups else (f"w={folded}", f"s={shape}")
    affixes = (folded[:2], folded[:3], folded[-2:], folded[-3:], folded[-4:])
    own = (
        *near,
        *(f"{at}={affix}" for at, affix in enumerate(affixes)),
        f"l={min(len(folded), 9)}",
        f"k={known}|{shape}",
    )
    return _written(own, near, far)


def _views_of_sign(text: str, folded: str, kind: str) -> _Views:
    sign = f"w={kind}" if kind not in (MARK, ENDING) else f"w={folded[:3]}" if folded.isascii() else "w=sign"
    near = (sign, f"t={kind}{min(len(text), 6) if kind == NUMBER else ''}")
    return _written(near, near, (sign,))


def _written(own: tuple[str, ...], near: tuple[str, ...], far: tuple[str, ...]) -> _Views:
    return _Views(
        own=own,
        before=tuple(f"-{name}" for name in near),
        after=tuple(f"+{name}" for name in near),
        two_before=tuple(f"--{name}" for name in far),
        two_after=tuple(f"++{name}" for name in far),
    )


def _shape(text: str) -> str:
    if text.islower():
        return "x"
    if text[0].isupper():
        return "X" if len(text) == 1 else "Xx" if text[1:].islower() else "XX" if text.isupper() else "XxX"
    return "xX" if text[0].islower() else "?"


@lru_cache(maxsize=4096)
def _flags(code: int) -> str:
    word = gazetteers.unpacked(code)
    common = max(word.frequency - 2, 0) // 2
    return f"{common}{word.proper}{(word.first + 1) // 2}{(word.surname + 1) // 2}"

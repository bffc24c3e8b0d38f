"""The tagger: a linear-chain conditional random field that gives each word the chance to be part of a name or a place.

What it looks at: the word and its neighbours (letters, shape, what the gazetteers and the cue lists know), places of
several words, the case of the whole text, and whether the word stands elsewhere in the text in another case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pkgutil import get_data
from typing import NamedTuple

from bedside.policy.guard import crf, gazetteers
from bedside.policy.guard.chain import EVEN, Factor, Moves, factor, marginals, moves, times, together
from bedside.policy.guard.layer import ENDING, MARK, NUMBER, WORD, Token, known
from bedside.policy.guard.naming import cues

LABELS = ("B-NAME", "I-NAME", "B-PLACE", "I-PLACE", "O")
_MANY_CAPITALS = 0.4
_MOST_COMMON = 7  # more words take longer to weigh at the start than they save
_MOST_TOKENS = 4_500
_SIDES = ("-", "--", "+", "++")  # right before its neighbour, two before, right behind, two behind
_LONG = 9  # letters: longer words are alike
_STARTING = ".!?:"  # behind one of these a sentence begins
_Marks = tuple[bool, str]
_NO_PLACE: _Marks = (False, "")
# What one word says of its own label, and in the order of `_SIDES` of those around it; how a place begins with it.
_Weighed = tuple[Factor, Factor, Factor, Factor, Factor, _Marks]


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
    two_before: tuple[str, ...]
    after: tuple[str, ...]
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
    load()
    return [tuple.__new__(Chance, found) for found in marginals(_factors(tokens), _moves())] if tokens else []


def _factors(tokens: Sequence[Token]) -> list[Factor]:
    """Give what the features of each token, as `features` gives them, say of its label."""
    whole, both = _cases(tokens)
    starts = (True, *(token.text in _STARTING for token in tokens[:-1]))
    words = [_weighed(token.text, token.kind, start, whole) for token, start in zip(tokens, starts, strict=True)]
    own, before, two_before, after, two_after, places = zip(*words, strict=True)
    factors = list(
        map(
            together,
            own,
            (_told(("^",)), *before),
            (EVEN, EVEN, *two_before),
            (*after[1:], _told(("$",))),
            (*two_after[2:], EVEN, EVEN),
        )
    )
    for at, name in (*_twins(tokens, both), *_marks(tokens, places)):
        factors[at] = times(factors[at], _told((name,)))
    return factors


@lru_cache(maxsize=8192)
def _weighed(text: str, kind: str, starts: bool, whole: str) -> _Weighed:
    """Give what one word says where it stands: at the start of a sentence or not, in a text with such capitals."""
    folded, code = known(text)
    if kind != WORD:
        own, before, two_before, after, two_after = map(_told, _views_of_sign(text, folded, kind))
        return times(own, _told((whole,))), before, two_before, after, two_after, _NO_PLACE
    flags, shape = _flags(code), _shape(text)
    own, before, two_before, after, two_after, place = _of_letters(folded)
    _, by_before, by_two_before, by_after, by_two_after = _of_shape(shape, flags, folded in cues())
    return (
        times(own, _of_case(shape, flags, min(len(folded), _LONG), starts, whole)),
        times(by_before, before),
        times(by_two_before, two_before),
        times(by_after, after),
        times(by_two_after, two_after),
        place,
    )


@lru_cache(maxsize=8192)
def _of_letters(folded: str) -> _Weighed:
    """Give what a word says by its letters alone."""
    weights = _weights().features
    groups = _groups(folded)
    own = _told((f"w={folded}", *groups, *_affixes(folded)))
    before, two_before, after, two_after = [
        factor([weights[name]]) if (name := f"{side}w={folded}") in weights else EVEN for side in _SIDES
    ]
    if groups:
        more = [_told([side + group for group in groups]) for side in _SIDES]
        before, two_before, after, two_after = map(times, (before, two_before, after, two_after), more)
    return own, before, two_before, after, two_after, _place_marks(folded)


@lru_cache(maxsize=1024)
def _of_shape(shape: str, flags: str, in_group: bool) -> tuple[Factor, ...]:
    """Give what the case of a word and the lists that hold it say to its neighbours."""
    near = (f"s={shape}", f"g={flags}")
    return tuple(map(_told, _written((), near, () if in_group else near[:1])))


@lru_cache(maxsize=4096)
def _of_case(shape: str, flags: str, length: int, starts: bool, whole: str) -> Factor:
    """Give what the case of a word, its length and the lists that hold it say of its own label."""
    case = _case(shape, flags, starts, whole)
    return _told((f"s={shape}", f"g={flags}", f"l={length}", f"k={flags}|{shape}", whole, *case))


def _told(names: Iterable[str]) -> Factor:
    weights = _weights().features
    known = [weights[name] for name in names if name in weights]
    return factor(known) if known else EVEN


@cache
def load() -> None:
    """Read the model and weigh the most common words now, so that the first texts do not pay for them."""
    for word in gazetteers.words_as_common_as(_MOST_COMMON):
        _weighed(word, WORD, False, "T=usual")


def forget() -> None:
    """Read the model anew when it is next needed: it was trained again."""
    for kept in (load, _weights, _moves, _weighed, _of_letters, _of_shape, _of_case):
        kept.cache_clear()


@cache
def _moves() -> Moves:
    return moves(_weights().moves)


@cache
def _weights() -> crf.Weights:
    raw = get_data(__package__, "data/names.crfsuite")
    assert raw is not None
    return crf.weights(raw, LABELS)


def features(tokens: Sequence[Token]) -> list[list[str]]:
    """Give the features of each token, in the words that the model was trained with."""
    views = [_views(token.text, token.folded, token.code, token.kind) for token in tokens]
    whole, both = _cases(tokens)
    rows: list[list[str]] = []
    last = len(tokens) - 1
    for at, token in enumerate(tokens):
        row = [*views[at].own, whole]
        row += views[at - 1].before if at else ("^",)
        row += views[at - 2].two_before if at > 1 else ()
        row += views[at + 1].after if at < last else ("$",)
        row += views[at + 2].two_after if at < last - 1 else ()
        if token.kind == WORD:
            starts = at == 0 or tokens[at - 1].text in _STARTING
            row += _case(_shape(token.text), _flags(token.code), starts, whole)
        rows.append(row)
    places = [_place_marks(token.folded) if token.kind == WORD else _NO_PLACE for token in tokens]
    for at, name in (*_twins(tokens, both), *_marks(tokens, places)):
        rows[at].append(name)
    return rows


def _cases(tokens: Sequence[Token]) -> tuple[str, set[str]]:
    """Say how the whole text uses capitals, and give the words that stand in it with a capital and without."""
    words = [(token.text, token.folded) for token in tokens if token.kind == WORD]
    capitals = [folded for text, folded in words if text[0].isupper()]
    if not capitals:
        return "T=lower", set()
    lower = {folded for text, folded in words if text[0].islower()}
    return _capitals_of(words, len(capitals)), lower.intersection(capitals)


def _capitals_of(words: Sequence[tuple[str, str]], capitals: int) -> str:
    """Say how the whole text uses capitals: all, many (headlines), or as usual."""
    if capitals > _MANY_CAPITALS * len(words) and len(words) > 3:
        return "T=upper" if sum(text.isupper() for text, _ in words) > _MANY_CAPITALS * len(words) else "T=title"
    return "T=usual"


def _twins(tokens: Sequence[Token], both: set[str]) -> list[tuple[int, str]]:
    """Mark the words that stand elsewhere in the text in the other case."""
    if not both:
        return []
    return [(at, "both") for at, token in enumerate(tokens) if token.folded in both and token.kind == WORD]


def _case(shape: str, flags: str, starts: bool, whole: str) -> tuple[str, str]:
    return f"s={shape}|{starts}|{whole}", f"g={flags}|{shape}|{starts and whole}"


def _marks(tokens: Sequence[Token], places: Sequence[_Marks]) -> Iterator[tuple[int, str]]:
    """Give what the gazetteer says of the longest place name that begins at each token."""
    free = 0
    for at, marks in enumerate(places):
        if marks is not _NO_PLACE and at >= free:
            length, mark = _place_at(tokens, at, marks)
            yield from ((at + step, f"{'I' if step else 'B'}p={mark}") for step in range(length))
            free = at + length


def _place_at(tokens: Sequence[Token], at: int, marks: _Marks) -> tuple[int, str]:
    begins, alone = marks
    if begins:
        for name, used in reversed(_names_from(tokens, at)):
            found = gazetteers.place(name)
            if found:
                return used, f"{found.kind}+"
    return (1, alone) if alone else (0, "")


def _place_marks(folded: str) -> _Marks:
    """Say whether a place of several words begins with this word, and give the mark of the word as a place alone."""
    found = gazetteers.place(folded)
    begins = gazetteers.begins_place(folded)
    if found:
        return begins, f"{found.kind}{found.common}{len(str(found.population))}"
    return (True, "") if begins else _NO_PLACE


def _names_from(tokens: Sequence[Token], at: int) -> list[tuple[str, int]]:
    """Give what `joined` gives from `at` on for two words and more, the shortest first; none if none begins so."""
    names: list[tuple[str, int]] = []
    name = ""
    words = 0
    for end in range(at, len(tokens)):
        token = tokens[end]
        if token.kind == WORD:
            name = f"{name} {_bare(token)}" if words else _bare(token)
            words += 1
            if words == 2 and not gazetteers.begins_place(name):
                break
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
    shape, flags = _shape(text), _flags(code)
    groups = _groups(folded)
    near = (f"w={folded}", f"s={shape}", f"g={flags}", *groups)
    far = (f"w={folded}", *(groups or (f"s={shape}",)))
    return _written((*near, *_affixes(folded), f"l={min(len(folded), _LONG)}", f"k={flags}|{shape}"), near, far)


def _views_of_sign(text: str, folded: str, kind: str) -> _Views:
    sign = f"w={kind}" if kind not in (MARK, ENDING) else f"w={folded[:3]}" if folded.isascii() else "w=sign"
    near = (sign, f"t={kind}{min(len(text), 6) if kind == NUMBER else ''}")
    return _written(near, near, (sign,))


def _written(own: tuple[str, ...], near: tuple[str, ...], far: tuple[str, ...]) -> _Views:
    return _Views(
        own,
        before=tuple([f"-{name}" for name in near]),
        two_before=tuple([f"--{name}" for name in far]),
        after=tuple([f"+{name}" for name in near]),
        two_after=tuple([f"++{name}" for name in far]),
    )


def _groups(folded: str) -> tuple[str, ...]:
    groups = cues().get(folded)
    return tuple([f"c={group}" for group in groups]) if groups else ()


def _affixes(folded: str) -> tuple[str, ...]:
    return f"0={folded[:2]}", f"1={folded[:3]}", f"2={folded[-2:]}", f"3={folded[-3:]}", f"4={folded[-4:]}"


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

"""Words that say how few there are: only, first, youngest, one of three, nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.combination_reading import BREAKS, Reading, Sign
from bedside.policy.guard.combination_words import Group, not_persons, word_set

_CASES: Final = word_set("cases")
_SHOPS: Final = word_set("shops")
_WARDS: Final = word_set("wards")
_SCOPES: Final = word_set("scopes")
_PERSON_ENDS: Final = ("man", "woman", "ist", "ian", "keeper", "fighter", "driver", "maker", "jumper")
_SUPERLATIVES: Final = word_set("superlatives")
_SCOPE_BEFORE: Final = frozenset({"in", "on", "of", "at", "within", "across", "around", "among"})
_LINKS: Final = word_set("links unique") | BREAKS
_ONLY_AFTER: Final = word_set("only after")
_NUMBERS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "dozen": 12,
}  # fmt: skip
_CUES: Final = word_set("cues")
_TELLING: Final = (
    frozenset({"only", "sole", "single", "lone", "first", "one", "nobody", "no", "last", "us"})
    | _SUPERLATIVES
    | _NUMBERS.keys()
    | _CASES
)
_NOT_UNIQUE: Final = frozenset({"not", "if", "even", "for"})
_OF_A_FAMILY: Final = frozenset({"child", "son", "daughter", "brother", "sister", "grandchild"})
_LAST_ONES: Final = frozenset({"speaker", "survivor", "living", "remaining", "known", "surviving"})
_FEW: Final = 100


def unique(reading: Reading) -> Iterator[Sign]:
    """Find words of uniqueness that are said of a person, a case or the one shop of its kind in a place."""
    if not (_CUES | _NUMBERS.keys() | _SUPERLATIVES) & reading.bag and not reading.doc.has_digit:
        return
    nouns = _heads(reading)
    for at, word in ((at, word) for at, word in enumerate(reading.words) if word in _TELLING):
        if word in ("only", "sole", "single", "lone"):
            yield from _only(reading, at, nouns=nouns)
        elif word == "first":
            yield from _first(reading, at)
        elif word in _SUPERLATIVES:
            yield from _superlative(reading, at, nouns=nouns)
        elif word == "one":
            yield from _one(reading, at, nouns=nouns)
        elif word in ("nobody", "no"):
            yield from _nobody_else(reading, at)
        elif word == "last" and reading.word(at + 1) in _LAST_ONES:
            yield _sign(reading, at, at + 2, number=1, safer="a")
        elif word == "last" and reading.word(at - 1) in ("the", "our"):
            yield from _last(reading, at, nouns=nouns)
        elif word in _NUMBERS and reading.near(at + 1, at + 3) == ["of", "the"] and _counts(reading, at + 3):
            yield _sign(reading, at, at + 1, number=_FEW, safer="some of", strength=1.0)
        elif word == "us" and reading.word(at - 1) == "of":
            yield from _of_us(reading, at)
        elif word in _CASES and reading.word(at - 1)[0].isdigit():
            yield from _worldwide(reading, at)


def _heads(reading: Reading) -> dict[int, Group]:
    """Give where nouns for persons, work and conditions stand."""
    groups: tuple[Group, ...] = ("condition", "role", "job", "person", "trait")
    return {at: found.entry.group for found in reading.of(*groups) for at in (found.first, found.last - 1)}


def _head(reading: Reading, first: int, nouns: dict[int, Group]) -> tuple[int, str] | None:
    """Find what the word of uniqueness is said of: a case, a shop, a ward; None when of something else."""
    for at in range(first, first + 5):
        word = reading.word(at)
        if word in _LINKS and not (word == "one" and at == first):
            return None
        if word in _SHOPS:
            return at, "shop"
        if word in _WARDS:
            return at, "ward"
        if nouns.get(at) == "trait" and (reading.word(at + 1) in _CASES or at + 1 in nouns):
            continue
        if word in _CASES or nouns.get(at) in ("person", "job", "role", "trait"):
            kin = word in _OF_A_FAMILY and reading.word(at + 1) not in ("in", "on", "with", "at")
            return None if kin else (at, "case")
        if at in nouns or (word.endswith(_PERSON_ENDS) and word not in not_persons()):
            return at, "case"
    return None


def _only(reading: Reading, at: int, *, nouns: dict[int, Group]) -> Iterator[Sign]:
    if reading.clinical and {"i", "we"} & set(reading.near(at - 4, at)):
        return
    if reading.word(at - 1) in _NOT_UNIQUE or "not" in reading.near(at - 3, at):
        return
    if reading.word(at + 1) == "one" and reading.word(at + 2) in ("in", "out", "of") and _counts(reading, at + 3):
        return
    count = _NUMBERS.get(reading.word(at + 1), 1)
    head = _head(reading, at + 1, nouns)
    if head is None or not (reading.word(at - 1) in _ONLY_AFTER or reading.begins(at)):
        return
    where, kind = head
    scoped = any(_scope(reading, n) is not None for n in _behind_head(reading, where))
    if reading.words[at] in ("single", "lone", "sole") and not scoped:
        return
    if kind == "shop":
        yield _shop(reading, at, where)
    elif kind == "case" and (scoped or _behind(reading, where) or reading.word(at - 1) in ("our", "and", "my")):
        yield _sign(reading, at, at + 1, number=count, safer="one")


def _counts(reading: Reading, at: int) -> bool:
    """Say whether a number stands there: "one in five" is a rate."""
    return reading.word(at) in _NUMBERS or reading.word(at)[0].isdigit()


def _behind(reading: Reading, where: int) -> bool:
    return reading.word(where + 1) in ("with", "who", "to", "in", "on", "this", "here", "ever", "we")


def _behind_head(reading: Reading, where: int) -> range:
    """Give where a scope may begin behind a head of up to three words: "the only woman firefighter in town"."""
    last = next((n for n in range(where + 1, where + 4) if reading.word(n) in _LINKS | _SCOPE_BEFORE), where + 1)
    return range(last, last + 1)


def _shop(reading: Reading, at: int, where: int) -> Sign:
    first = at - 1 if reading.word(at - 1) in ("the", "our", "a") else at
    return reading.sign(
        "place", first, where + 1, share=500, strength=2.0, safer=f"{_a(reading.words[where])} {reading.words[where]}"
    )


def _a(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def _first(reading: Reading, at: int) -> Iterator[Sign]:
    """Find "first ... in the state", "first ever", "our county's first"; not the first of somebody's career or day."""
    before = reading.word(at - 1)
    if before in ("my", "his", "her", "your", "at") or reading.word(at + 1) in (
        "aid",
        "line",
        "time",
        "year",
        "visit",
        "name",
    ):
        return
    owner = before == "'s" and reading.word(at - 2) in _SCOPES
    scope = next((n for n in range(1, 7) if _scope(reading, at + n) is not None), 0)
    clear = not any(word in ("|", "thing", "day", "trial", "drug") for word in reading.near(at + 1, at + scope))
    to_do = reading.word(at + 1) in _CASES and reading.word(at + 2) in ("to", "ever")
    if owner or (scope and clear) or to_do or reading.word(at + 1) == "ever":
        yield _sign(reading, at, at + 1, number=1, safer="one")


def _superlative(reading: Reading, at: int, *, nouns: dict[int, Group]) -> Iterator[Sign]:
    before = reading.word(at - 1)
    owner = before == "'s" and reading.word(at - 2) in _SCOPES
    head = _head(reading, at + 1, nouns)
    if head is None or head[1] != "case":
        return
    scoped = _scope(reading, head[0] + 1) is not None or reading.word(head[0] + 1) in ("ever", "alive", "yet", "we")
    if owner or (scoped and before in ("the", "our", "my", "this", "|", ",", "is", "was")):
        yield _sign(reading, at, at + 1, number=1, safer="one")
    elif before == "our" and reading.word(head[0]) in ("patient", "resident", "baby", "survivor", "recipient"):
        yield _sign(reading, at, at + 1, number=1, safer="one", strength=1.0)


def _one(reading: Reading, at: int, *, nouns: dict[int, Group]) -> Iterator[Sign]:
    """Find "one of three people", "there is one circus in town", "our one high school"."""
    if reading.word(at + 1) == "of":
        number = next((_NUMBERS[w] for w in reading.near(at + 2, at + 6) if w in _NUMBERS), 0)
        digits = next((int(w) for w in reading.near(at + 2, at + 6) if w.isdigit()), 0)
        count = number or digits
        if 0 < count < _FEW and any(w in _CASES for w in reading.near(at + 2, at + 8)):
            yield _sign(reading, at, at + 2, number=count, safer="among", strength=2.0 if count <= 20 else 1.0)
        return
    head = _head(reading, at + 1, nouns)
    if head is None:
        return
    before = reading.word(at - 1)
    scoped = _scope(reading, head[0] + 1) is not None
    if (
        before in ("our", "the", "is", "'s", "only", "just")
        and head[1] == "shop"
        and (before in ("our", "the") or scoped)
    ):
        yield _shop(reading, at, head[0])
    elif before in ("is", "'s", "only", "just", "the") and head[1] == "case" and scoped:
        yield _sign(reading, at, at + 1, number=1, safer="a")
    elif before == "|" and reading.word(at + 1) in ("family", "case") and scoped:
        yield _sign(reading, at, at + 2, number=1, safer="some people")


def _nobody_else(reading: Reading, at: int) -> Iterator[Sign]:
    words = reading.near(at, at + 3)
    if "else" in words or (words[:2] == ["no", "other"]):
        scope = next((n for n in range(1, 7) if _scope(reading, at + n) is not None), 0)
        if scope and "|" not in reading.near(at, at + scope):
            yield _sign(reading, at, at + 2, number=1, safer="few")


def _worldwide(reading: Reading, at: int) -> Iterator[Sign]:
    """Find "12 people in the world", "40 known cases worldwide"."""
    number = reading.word(at - 1)
    wide = {"worldwide", "globally", "world", "earth", "country", "state", "planet"} & set(reading.near(at - 7, at + 5))
    if number.isdigit() and 0 < int(number) < _FEW and wide:
        yield _sign(reading, at - 1, at, number=int(number), safer="few")


def _last(reading: Reading, at: int, *, nouns: dict[int, Group]) -> Iterator[Sign]:
    """Find "the last blacksmith in the valley"."""
    head = _head(reading, at + 1, nouns)
    if head is not None and head[1] == "case" and _scope(reading, head[0] + 1) is not None:
        yield _sign(reading, at, at + 1, number=1, safer="one")


def _of_us(reading: Reading, at: int) -> Iterator[Sign]:
    """Find "there are eleven of us"."""
    word = reading.word(at - 2)
    count = _NUMBERS.get(word) or (int(word) if word.isdigit() else 0)
    if 0 < count < _FEW:
        yield _sign(reading, at - 2, at - 1, number=count, safer="some", strength=1.5)


def _scope(reading: Reading, at: int) -> int | None:
    """Give where the scope ends that begins at `at`: "in the whole state", "on our island", "in Wyoming"."""
    if reading.word(at) == "here":
        return at + 1
    if reading.word(at) not in _SCOPE_BEFORE:
        return None
    for n in range(at + 1, at + 6):
        word = reading.word(n)
        if word in BREAKS:
            return None
        if (
            word in _SCOPES
            or _is_named_place(reading, n)
            or any(found.first <= n < found.last for found in reading.of("region", "place"))
        ):
            return n + 1
    return None


def _is_named_place(reading: Reading, at: int) -> bool:
    """Say whether the word behind "in" is written as a name is: "the last milkman in Leeds"."""
    if at >= len(reading.words) or reading.word(at - 1) not in _SCOPE_BEFORE:
        return False
    return reading.doc.norm[reading.start(at)].isupper() and reading.doc.norm[reading.end(at + 1) - 1].islower()


def _sign(reading: Reading, first: int, last: int, *, number: int, safer: str, strength: float = 2.0) -> Sign:
    begin = first - 2 if reading.near(first - 2, first) == ["one", "and"] else first
    if reading.word(begin - 1) in ("the", "a"):
        begin -= 1
    if safer == "one":
        owned = reading.word(begin - 1) in ("my", "our", "'s", "their", "his", "her")
        safer = "" if owned else _a(reading.word(last))
    return reading.sign("unique", begin, last, strength=strength, cap=max(1, number), safer=safer)

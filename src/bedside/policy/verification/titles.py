"""Names that claim what only a credential may say: clinical titles, ticks, and sentences in the form of a badge.

A title is shown beside a name from a live credential alone (spec clinicians.md 1.1, B19), so no name and no handle may
hold one: written with blanks or full stops between the letters, in full width, with letters of another script that look
the same, or in another language (`data/titles.tsv`). Ordinary names must pass: Drew, Mdina, Md Rahman, Do Thi Lan.
"""

import re
import unicodedata
from functools import lru_cache
from pkgutil import get_data
from typing import Final

_FIGURES: Final = str.maketrans("013457", "oieast")
# Signs that stand for a checked badge or for the profession: ticks, shields, stethoscopes, staffs, rosettes.
SIGNS: Final = frozenset("✓✔✅☑🗸🗹⍻√🛡⚕☤🩺🔰🏵🎖ꪜ")
_LOOSE: Final = frozenset({*map(chr, range(0x300, 0x370)), "\u0640"})  # marks that fit no letter; Arabic stretching
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_DOTTED: Final = re.compile(r"(?<!\w)(?:\w{1,2}[^\w\s]+){1,4}\w{1,3}(?!\w)")
_INITIALS: Final = re.compile(r"(?:[A-Z]\.){2,4}")
_SPELT_AT_MOST: Final = 2  # letters of a piece of a title that is written with blanks between
_RUN: Final = 5

_FORMS: Final = re.compile(
    r"licen[cs]e\b.{0,40}\b(?:checked|verified|proven)\b|\bidentity (?:and licen[cs]e )?(?:checked|verified|proven)\b|"
    r"\b(?:checked|verified) by (?:bedside|this site|the site)\b|· valid to \d|\bregister of \d|"
    r"\bvouched for by (?:three|3) colleagues\b|\bregister match\b|\bverified at the time\b"
)


def tells_title(name: str) -> bool:
    """Say whether a name claims a clinical title or a check, or carries a sign that looks like one."""
    return has_sign(name) or any(found for _, found in _judged(name)) or _spelt(name) or _phrase(_folded_words(name))


def without_title(name: str) -> str:
    """Return a name without the words that tell a title; what cannot be taken out word by word stays."""
    kept = [word for word, found in _judged(name) if not found]
    return " ".join(kept).strip(" ,;-()")


def handle_tells_title(handle: str) -> bool:
    """Say whether a handle claims a title: as one of its pieces, or long words run together with others."""
    if tells_title(handle.replace("_", " ").strip()):
        return True
    plain = handle.translate(_FIGURES).replace("_", "")
    return bool(re.match(r"(?:doctor|physician|surgeon|verified)(?!al|ate)", plain)) or plain.endswith(
        ("doctor", "physician", "surgeon", "verified")
    )


def imitates_badge(text: str) -> bool:
    """Say whether a text about oneself imitates our badge: a tick beside a title or a claim, or our sentence.

    Saying what one is, in one's own words, is no imitation: "I was a nurse for twenty years."
    """
    lines = text.splitlines()
    return any(_has_form(line) for line in lines) or (bool(lines) and _headed_like_one(lines[0]))


def has_sign(text: str) -> bool:
    """Say whether a text holds a tick, a shield or another sign that could be taken for a badge."""
    return any(sign in SIGNS for sign in text)


def _has_form(line: str) -> bool:
    return bool(_FORMS.search(_plain(line)))


def _headed_like_one(line: str) -> bool:
    words = _folded_words(line)
    claims = [at for at, word in enumerate(words) if word in _words("claim")]
    titled = any(found for _, found in _judged(line))
    beside = any(set(words[at + 1 : at + 3]) & _words("always") for at in claims)
    return beside or (has_sign(line) and (titled or bool(claims)))


def _judged(name: str) -> list[tuple[str, bool]]:
    """Return the words of a name, parted at blanks, each with whether it tells a title."""
    words = name.split()
    loud = not any(sign.islower() for sign in name)
    return [(word, _is_title(word, first=at == 0 and len(words) > 1, loud=loud)) for at, word in enumerate(words)]


def _is_title(word: str, *, first: bool, loud: bool) -> bool:
    compact = _compatible(word)
    pieces = _pieces(compact)
    joined = [*pieces, *_dotted(compact)]
    camel = [part for piece in pieces for part in _CAMEL.split(piece)]
    last = {*pieces[-1:], *joined[len(pieces) :], *(part for part in camel[-1:] if part.isupper())}
    return (
        any(_forms(piece) & (_words("always") | _words("claim")) for piece in (*joined, *camel))
        or any(piece.isupper() and not loud and _forms(piece) & _words("capitals") for piece in (*joined, *camel))
        or (first and any(_forms(piece) & _words("first") for piece in joined))
        or (not first and any(_forms(piece) & _words("later") for piece in last))
        or any(inside in compact for inside in _words("inside"))
    )


def _dotted(word: str) -> list[str]:
    """Return titles written with full stops or dashes, without those; `D.R.` of two initials is none."""
    joined = [re.sub(r"[\W_]", "", found) for found in _DOTTED.findall(word)]
    initials = bool(_INITIALS.fullmatch(word))
    return [piece for piece in joined if not (initials and piece.casefold() == "dr")]


def _spelt(name: str) -> bool:
    """Say whether a title is written with blanks between its letters: "D r Moss", "Ada M. D."; not initials."""
    words = [re.sub(r"[\W_]", "", _compatible(word)) for word in name.split()]
    for at in range(len(words)):
        for end in range(at + 2, min(at + _RUN, len(words)) + 1):
            run = words[at:end]
            if any(not 0 < len(piece) <= _SPELT_AT_MOST for piece in run):
                break
            if _is_spelt(run, raw=name.split()[at:end], first=at == 0, last=end == len(words)):
                return True
    return False


def _is_spelt(run: list[str], *, raw: list[str], first: bool, last: bool) -> bool:
    forms = _forms("".join(run))
    if forms & {"dr", "prof"}:
        return first and not all(_is_initial(word) for word in raw)
    return last and not first and bool(forms & (_words("always") | _words("later") | {"do"}))


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[0].isupper() and word[1] == "."


def _phrase(words: list[str]) -> bool:
    told = f" {' '.join(words)} "
    always = any(f" {phrase} " in told for phrase in _words("always") if " " in phrase)
    return always or any(told.endswith(f" {phrase} ") for phrase in _words("later") if " " in phrase)


def _folded_words(text: str) -> list[str]:
    return [_plain(word) for word in _pieces(_compatible(text))]


def _pieces(text: str) -> list[str]:
    """Return the runs of letters, figures and the marks that belong to letters."""
    return "".join(sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in text).split()


def _forms(piece: str) -> set[str]:
    """Return a word as it is, as it looks in Latin letters, and with figures read as letters."""
    looks = _plain(piece.translate(_shapes()))
    forms = {_plain(piece), looks}
    if any(sign.isdigit() for sign in piece) and any(sign.isalpha() for sign in piece):
        forms |= {looks.translate(_FIGURES), looks.strip("0123456789")}
    return forms


def _compatible(text: str) -> str:
    """Return a text with its letters in their ordinary form, without joiners, stretchers and loose marks."""
    plain = unicodedata.normalize("NFKC", text).translate(_drawn())
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Cf" and sign not in _LOOSE)


def _plain(text: str) -> str:
    """Return a text in small letters without marks: é as e."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")


@lru_cache
def _words(kind: str) -> frozenset[str]:
    """Return the words of one kind, folded as names are."""
    told = [word for word, where, _ in _rows("titles.tsv") if where == kind]
    if kind == "inside":
        return frozenset(told)
    return frozenset(form for word in told for form in (_plain(word), _plain(word.translate(_shapes()))))


@lru_cache
def _shapes() -> dict[int, str]:
    """Return the letters that look like others, and what they look like."""
    pairs = [(sign, letter) for letter, like in _rows("lookalikes.tsv") for sign in like.split()]
    return {ord(sign): letter for sign, letter in pairs}


@lru_cache
def _drawn() -> dict[int, str]:
    """Return the letters in circles, squares and flags that are no letters to Unicode."""
    return {first + n: chr(ord("A") + n) for first in (0x1F150, 0x1F170, 0x1F1E6) for n in range(26)}


def _rows(name: str) -> list[list[str]]:
    raw = get_data(__package__, f"data/{name}")
    assert raw is not None, name
    return [line.split("\t") for line in raw.decode().splitlines() if line and not line.startswith("#")]

"""Fits words into the place of others: articles, capitals, spaces and brackets come out right.

A rule here answers one question about the words around the place, and each is a short list of English words: the guard
reads no grammar. Where no rule speaks, the words are put in as they are.
"""

from __future__ import annotations

import re

from bedside.policy.guard.model import Kind

_FUNCTION = (
    r"a|about|after|again|ago|all|also|am|an|and|are|as|at|because|been|before|but|by|came|can|comes|could|did|died|does"
    r"|for|from|get|gets|goes|got|had|has|have|he|her|here|him|his|i|if|in|is|it|just|last|made|may|might|more|my|next"
    r"|no|not|now|of|off|on|or|our|out|over|she|should|since|so|that|the|their|then|there|they|this|to|today|tomorrow"
    r"|tonight|too|until|up|us|was|we|went|were|what|when|where|which|while|who|whose|will|with|without|would|yesterday"
    r"|you|your"
)
_KIN = (
    r"wife|husband|partner|fianc[eé]e?|spouse|mother|father|mum|mom|dad|son|daughter|sister|brother|twin|aunt|auntie"
    r"|uncle|niece|nephew|cousin|grandmother|grandfather|grandma|grandpa|granny|gran|nan|nana|stepmother|stepfather"
    r"|stepson|stepdaughter|boyfriend|girlfriend|friend|neighbou?r|colleague|roommate|flatmate|boss|coach|teacher"
    r"|child|kid|baby|toddler|girl|boy|guy|bloke|fella|gent|dude|man|woman|lady|gentleman|patient|pt|client|resident|student|doctor|nurse|surgeon"
    r"|consultant|therapist|dentist|midwife|pharmacist|gp"
)
_NO_PERSON = (
    r"cancer|fever|water|number|under|never|ever|later|earlier|other|another|rather|either|whether|tumou?r|minor|prior"
    r"|major|motor|error|favou?r|disorder|ulcer|liver|bladder|shoulder|finger|weather|however|together|better|worse"
)
_NAMED = r",? (?:named|called|by the name of|whose name is|name of)"
_NAME_IS_APART = re.compile(rf"\b(?:{_KIN})(?:{_NAMED})?,? \Z", re.IGNORECASE)
_NAMED_BEFORE = re.compile(rf"{_NAMED} \Z", re.IGNORECASE)
_GREETED = re.compile(
    r"(?:\b(?:hi|hello|hey|dear|thanks|thank you|congrats|congratulations|happy birthday|rip|cheers|bye|welcome back)"
    r",? )\Z",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(?P<title>mr|mrs|ms|miss|mx|sir|madam|dr|doctor|prof|professor|nurse)\b\.? \Z", re.IGNORECASE)
_DOCTOR, _PROFESSOR = "a doctor", "a professor"
_BEARERS = {"dr": _DOCTOR, "doctor": _DOCTOR, "prof": _PROFESSOR, "professor": _PROFESSOR, "nurse": "a nurse"}
_YEAR = re.compile(r"\d{4}\Z")
_ON_BEFORE = re.compile(r"\b([Oo])n (?:the )?\Z")
_DETERMINER = re.compile(r"\b(?:an?|the|this|that|these|those) \Z", re.IGNORECASE)
_OWNER = re.compile(r"\b(?:my|his|her|our|your|their|its) \Z|['\u2019]s \Z", re.IGNORECASE)
_AN_BEFORE = re.compile(r"\b([Aa])(n?) \Z")
_AN_SOUND = re.compile(r"(?!one\b|once\b|uni|use|eu|uk\b|us\b)[aeiou]|hour|honest|heir|8|1[18]\b", re.IGNORECASE)
_NOUN_BEHIND = re.compile(rf" (?!(?:{_FUNCTION})\b)[^\W\d_]", re.IGNORECASE)
_VERB_BEHIND = re.compile(r" (?:\w+(?:ed|ing)|\w+[^s\W]s\b(?! (?:of|and)))", re.IGNORECASE)
_PAST_BEHIND = re.compile(r" \w+(?:ed|ing)\b", re.IGNORECASE)
_PERSON_BEHIND = re.compile(
    rf"(?: (?!(?:{_FUNCTION}|{_NO_PERSON})\b)[\w-]{{2,20}}){{0,2}}?"
    rf" (?!(?:{_FUNCTION}|{_NO_PERSON})\b)(?:{_KIN}|chef|cook|[a-z]{{2,14}}(?:er|or|ist|man|woman|ian))\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"someone (over \d{1,3})\Z")
_SEXES = {"m": "a man", "f": "a woman"}
_OPEN_END = re.compile(r"[\s:#=(\[<\-]*\Z")
_HANGING = re.compile(
    r"\b(?:is|was|are|were|am|be|no|nr|number|of|for|to|at|in|on|by|with|from|and|or|the|an?) ?:? ?\Z", re.IGNORECASE
)
_LEFT_OUT = "(left out)"
_WORD = re.compile(r"[\w#@]")
_PAIRS = {"(": ")", "[": "]", "<": ">"}
_STOPS = ".,;:!?)"


def put_in(text: str, *, start: int, end: int, safer: str | None, kind: Kind) -> str:
    """Give `text` with the words from `start` to `end` replaced by `safer`, or taken out where that is None."""
    start, end, safer = _whole_tag(text, start, end, safer)
    before, found, right = text[:start], text[start:end], text[end:]
    left = before
    if kind == "name" and safer is not None:
        left, safer = _without_name(left, safer)
    elif kind == "age_over_89" and safer is not None:
        left, safer, right = _aged(left, found, safer, right)
    if safer is None:
        return _close(left, _as_first(right, left=left, instead_of=found))
    if safer.startswith("("):
        left, right = _without_brackets(left, right)
    left, safer = _after_article(left, safer, right)
    if safer is None:
        return _close(left, right)
    return left + _as_begun(safer, left=left, instead_of=before[len(left) :] + found) + right


def _whole_tag(text: str, start: int, end: int, safer: str | None) -> tuple[int, int, str | None]:
    """Take out the whole of a word or hashtag of which only a part was found: half of one cannot be worded anew."""
    before = next((at for at in range(start, max(-1, start - 100), -1) if not _is_word(text, at - 1)), start)
    behind = next((at for at in range(end, min(len(text), end + 100) + 1) if not _is_word(text, at)), end)
    tag = text[before:start].startswith("#") or text[start:end].startswith("#")
    return (before, behind, None) if tag else (start, end, safer)


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and _WORD.match(text[at]) is not None


def _without_name(left: str, safer: str) -> tuple[str, str | None]:
    """Leave the name out where the words before say who it is; take a title away with it."""
    title = _TITLE.search(left)
    bearer = safer if title is None else _BEARERS.get(title["title"].lower(), safer)
    plain = left if title is None else left[: title.start()]
    if title is not None and not (_DETERMINER.search(plain) or _OWNER.search(plain)):
        return (plain, None) if _NAME_IS_APART.search(plain) else (plain, bearer)
    if _NAME_IS_APART.search(left) or _GREETED.search(left):
        return _NAMED_BEFORE.sub(" ", left), None
    return _NAMED_BEFORE.sub(" ", plain), bearer


def _aged(left: str, found: str, safer: str, right: str) -> tuple[str, str, str]:
    """Say "a beekeeper over 89" or "a woman over 89" where the words tell who it is, else "someone over 89"."""
    over = _OVER.match(safer)
    if over is None:
        return left, safer, right
    person = _PERSON_BEHIND.match(right)
    if person is not None:
        noun = _with_article(left, f"{person[0].strip()} {over[1]}")
        return _AN_BEFORE.sub("", left), noun, right[person.end() :]
    sex = _SEXES.get(found[-1:].lower()) if found[:-1].strip()[-1:].isdigit() else None
    left = _DETERMINER.sub("", left)
    comma = _NOUN_BEHIND.match(right) and not _VERB_BEHIND.match(right)
    return left, f"{sex} {over[1]}" if sex else safer, f",{right}" if comma else right


def _with_article(left: str, noun: str) -> str:
    """Give the noun as it can follow `left`: by itself behind "this" or "my", else with an article."""
    if _OWNER.search(left) or (_DETERMINER.search(left) and not _AN_BEFORE.search(left)):
        return noun
    return f"an {noun}" if _AN_SOUND.match(noun) else f"a {noun}"


def _without_brackets(left: str, right: str) -> tuple[str, str]:
    """Take away brackets that stand around: what comes in brings its own."""
    return (left[:-1], right[1:]) if left[-1:] in _PAIRS and right[:1] == _PAIRS[left[-1]] else (left, right)


def _after_article(left: str, safer: str, right: str) -> tuple[str, str | None]:
    """Make article, preposition and new words fit: "on 3/14/2024" is "in 2024", "the Alder Creek fire" "the fire"."""
    if _YEAR.match(safer):
        left = _ON_BEFORE.sub(lambda m: f"{'I' if m[1] == 'O' else 'i'}n ", left)
    own = re.match(r"(?:an?|the|some|someone|somewhere|about|more)\b", safer)
    if own is not None and (_DETERMINER.search(left) or _OWNER.search(left)):
        if _NOUN_BEHIND.match(right) and (_OWNER.search(left) or not _PAST_BEHIND.match(right)):
            return left, None
        return _DETERMINER.sub("", left), safer
    article = _AN_BEFORE.search(left)
    if article is not None and own is None:
        left = f"{left[: article.start()]}{article[1]}{'n' if _AN_SOUND.match(safer) else ''} "
    return left, safer


def _as_first(right: str, *, left: str, instead_of: str) -> str:
    """Let what comes behind begin the sentence where words that began it, with a capital, are taken out."""
    if not instead_of[:1].isupper():
        return right
    at = len(right) - len(right.lstrip())
    return right[:at] + _as_begun(right[at:], left=left, instead_of=instead_of)


def _as_begun(safer: str, *, left: str, instead_of: str) -> str:
    """Begin with a capital where a sentence begins, unless the author writes without capitals."""
    begins = not left.strip() or left.rstrip()[-1] in ".!?" or left.endswith("\n")
    return safer[:1].upper() + safer[1:] if begins and not instead_of[:1].islower() else safer


def _close(left: str, right: str) -> str:
    """Join what stood around removed words: no double space, no label mark or bracket left open, no hanging word."""
    if left.rstrip()[-1:] in _PAIRS and right[:1] == _PAIRS[left.rstrip()[-1]] and left.rstrip():
        left, right = left.rstrip()[:-1], right[1:]
    bare = _OPEN_END.sub("", left)
    article = _AN_BEFORE.search(f"{bare} ")
    if article is not None and _NOUN_BEHIND.match(right):
        vowel = _AN_SOUND.match(right.lstrip())
        return f"{bare[: article.start()]}{article[1]}{'n' if vowel else ''} {right.lstrip(' ')}"
    if _HANGING.search(bare) and not _NOUN_BEHIND.match(right):
        return f"{bare} {_LEFT_OUT}{right}"
    if bare.endswith(",") and right[:1] == ",":
        right = right[1:]
    if not right.strip() or right[0] in _STOPS:
        return bare.removesuffix(",") + right
    return bare + (" " if bare else "") + right.lstrip(" ")

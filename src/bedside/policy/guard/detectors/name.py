"""Names of persons (letter A): by the tagger, by cues ("Mrs ...", "his wife ...", "RIP ..."), and their later mentions.

Not found: eponyms, authors, drugs, brands, trials, months. A clinician's name has a rule of its own, so that a patient
may name her doctor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Final, NamedTuple

from bedside.policy.guard import gazetteers
from bedside.policy.guard.cued import (
    CLINICIANS,
    cue,
    is_written_title,
    maybe_cued,
    with_initials,
    without_titles,
    word_before,
)
from bedside.policy.guard.known import is_of_a_thing, known, tells_of_the_past
from bedside.policy.guard.layer import MARK, MIXED, NUMBER, TAG, WORD, Token, parts
from bedside.policy.guard.model import Hit
from bedside.policy.guard.naming import (
    eponyms,
    groups,
    is_capital,
    is_cited,
    is_common_word,
    is_eponym,
    is_stopped,
    is_told_town,
    may_be_named,
    not_names,
    of_group,
    word_set,
)
from bedside.policy.guard.setting import Manner, Setting, manner_of
from bedside.policy.guard.tagged import grown, spans
from bedside.policy.guard.text import Doc

KIND: Final = "name"
RULES: Final = (
    "name.tagged", "name.title", "name.clinician", "name.kin", "name.said", "name.initials", "name.hashtag",
    "name.public", "name.again",
)  # fmt: skip

# How sure the tagger must be, by what the lists know of the words and by the setting of the text.
SURE: dict[str, dict[Setting, float]] = {
    "several, with a first name": {"person": 0.05, "own": 0.85, "talk": 0.25, "chatter": 0.08},
    "several, no first name": {"person": 0.07, "own": 0.85, "talk": 0.35, "chatter": 0.2},
    "several eponyms": {"person": 0.06, "own": 0.97, "talk": 0.97, "chatter": 0.97},
    "eponym": {"person": 0.4, "own": 0.8, "talk": 0.8, "chatter": 0.8},
    "eponym and first name": {"person": 0.25, "own": 0.6, "talk": 0.5, "chatter": 0.25},
    "common word": {"person": 0.45, "own": 0.5, "talk": 0.5, "chatter": 0.35},
    "in capitals": {"person": 0.2, "own": 0.9, "talk": 0.9, "chatter": 0.65},
    "in lower case": {"person": 0.45, "own": 0.75, "talk": 0.75, "chatter": 0.4},
    "first name": {"person": 0.05, "own": 0.4, "talk": 0.4, "chatter": 0.12},
    "surname": {"person": 0.05, "own": 0.7, "talk": 0.55, "chatter": 0.2},
    "rare surname": {"person": 0.08, "own": 0.75, "talk": 0.55, "chatter": 0.3},
    "in no list": {"person": 0.15, "own": 0.5, "talk": 0.3, "chatter": 0.1},
    "other word": {"person": 0.1, "own": 0.75, "talk": 0.45, "chatter": 0.1},
}
_FLOOR: dict[Setting, float] = {"person": 0.05, "own": 0.4, "talk": 0.25, "chatter": 0.08}
# In talk of nothing in particular the tagger is believed sooner where people write as in messages, and one word alone
# later in tidy prose: factor of what SURE asks, and the least for one word.
_IN_CHATTER: dict[Manner, tuple[float, float]] = {"noisy": (0.4, 0.0), "loose": (1.0, 0.0), "tidy": (1.0, 0.3)}
_SURE_IN_HEADLINE = 0.6  # where every word has a capital, a capital says nothing
_SURE_OF_PAIR = 0.7
_PAIRED = 0.5
_AND = frozenset({"and", "&", "n"})
_LIST_SIGNS = (",", ".", ";", ":", "(", "\n")
_SURE_RULES = ("name.title", "name.clinician", "name.kin", "name.initials")
_SURE_BEHIND_CUE = 0.1
_SURE_OF_INITIALS = 0.4
_LEAST_OF_PUBLIC = 0.01
_KNIGHTED = frozenset({"sir", "dame", "lord", "lady"})
_NO_INITIALS = word_set("no initials")
_TAG_BEFORE = word_set("before name in tag")
_TAG_AFTER = word_set("behind name in tag")
_LONGEST = 5
_MOST_TAGS = 40
_MOST = 500  # of a kind: a text of so many names is held for the first of them


class _Span(NamedTuple):
    rule: str
    first: int
    last: int
    confidence: float


def find(doc: Doc) -> Iterator[Hit]:
    """Find the names of persons in one text."""
    tokens = doc.tokens
    every = (_tagged(doc), _cued(doc), _initials(doc), _public(doc))
    read = [span for spans_of in every for span in islice(spans_of, _MOST)]
    found = list(_of_somebody(doc, read)) if read else []
    for rule, first, last, confidence in found:
        yield Hit(KIND, rule, tokens[first].start, tokens[last].end, round(confidence, 2))
    tags = list(_in_hashtags(tokens))
    yield from tags
    yield from _again(doc, found, tags)


def _of_somebody(doc: Doc, found: Sequence[_Span]) -> Iterator[_Span]:
    """Give the names that are not those of the long dead, of works, or of things."""
    nobody = known(doc.tokens, doc.words, is_described=doc.setting == "person")
    for span in found:
        is_known = not nobody.isdisjoint(range(span.first, span.last + 1))
        if _is_knighted(doc.tokens, span) and nobody.issuperset(range(span.first, span.last + 1)):
            continue
        if span.rule in _SURE_RULES or not (is_known or _is_of_nobody(doc, span)):
            yield span


def _is_knighted(tokens: Sequence[Token], span: _Span) -> bool:
    """Say whether the title is one that the long dead bear with their whole name ("Sir William Osler")."""
    return span.first > 0 and span.last > span.first and tokens[span.first - 1].folded in _KNIGHTED


def _is_of_nobody(doc: Doc, span: _Span) -> bool:
    """Say whether a name belongs to the past, to a work, or to a thing."""
    if is_of_a_thing(doc.tokens, span.first, span.last):
        return True
    sentence = doc.norm[slice(*doc.sentence(doc.tokens[span.first].start))]
    return doc.setting in ("own", "talk") and tells_of_the_past(sentence, doc.words)


def _tagged(doc: Doc) -> Iterator[_Span]:
    tokens = doc.tokens
    inside = [begins_name + in_name for begins_name, in_name, _, _ in doc.chances]
    begins = [chance.begins_name for chance in doc.chances]
    least = _SURE_IN_HEADLINE if doc.is_headline else 0.0
    factor, least_of_one = _IN_CHATTER[manner_of(doc.norm)] if doc.setting == "chatter" else (1.0, 0.0)
    for span in spans(tokens, inside, begins, sure=_FLOOR[doc.setting] * factor):
        grown_first, last, chance = grown(tokens, inside, span)
        first = without_titles(tokens, grown_first, last)
        first, last = with_initials(tokens, first, last)
        sure = max(least, SURE[_class_of(tokens[first : last + 1])][doc.setting]) * factor
        sure = max(sure, least_of_one) if first == last else sure
        if chance >= sure and not _speaks_against(tokens, first, last, chance):
            yield _Span(_rule_of_tagged(tokens, first), first, last, chance)
            if chance >= _SURE_OF_PAIR:
                yield from (_Span("name.tagged", at, at, _PAIRED) for at in _paired(doc, first, last))


def _paired(doc: Doc, first: int, last: int) -> Iterator[int]:
    """Give the others of "Ann and Bob" and of "Abara, Bielski, Costa": capitals joined to a name that may be names."""
    for way, end in ((-1, first), (1, last)):
        other = end + 2 * way
        while 0 <= other < len(doc.tokens) and _is_joined(doc.tokens, other, way=way) and _may_be_other(doc, other):
            yield other
            other += 2 * way


def _is_joined(tokens: Sequence[Token], other: int, *, way: int) -> bool:
    """Say whether "and" or the comma of a list stands between a name and the word at `other` on its `way`."""
    joint, beyond = tokens[other - way], other + way
    if joint.folded in _AND:
        return True
    is_end = not 0 <= beyond < len(tokens) or tokens[beyond].text in _LIST_SIGNS or tokens[beyond].folded in _AND
    return joint.text == "," and is_end


def _may_be_other(doc: Doc, other: int) -> bool:
    token = doc.tokens[other]
    names = gazetteers.unpacked(token.code)
    is_unheard = not token.code and not token.text.isupper()  # in no list; in capitals it is an illness ("NSTEMI")
    is_name = is_capital(token) and len(token.text) > 1 and (names.first or names.surname > 1 or is_unheard)
    is_name = is_name and not is_common_word(token) and doc.chances[other].name > doc.chances[other].place
    return bool(is_name) and not _speaks_against(doc.tokens, other, other, _PAIRED)


def _class_of(tokens: Sequence[Token]) -> str:
    """Say what the lists know of the words that may be a name, as a key of `SURE`."""
    words = [token for token in tokens if token.kind == WORD]
    if words and all(_is_bare_eponym(token) for token in words):
        return "eponym" if len(words) == 1 else "several eponyms"
    if len(words) == 1:
        return _class_of_one(words[0])
    known = any(gazetteers.unpacked(token.code).first for token in words)
    if not any(is_capital(token) or gazetteers.unpacked(token.code).first > 2 for token in words):
        return "in lower case"
    return "several, with a first name" if known else "several, no first name"


def _is_bare_eponym(token: Token) -> bool:
    return token.folded in eponyms() and gazetteers.unpacked(token.code).first < 3


def _class_of_one(token: Token) -> str:
    known = gazetteers.unpacked(token.code)
    is_common = is_common_word(token)
    if not is_capital(token) and (known.first < 3 or is_common):
        return "in lower case"
    if is_common or "title" in groups(token):
        return "common word"
    if len(token.text) > 1 and token.text.isupper():
        return "in capitals"
    if known.first:
        return "eponym and first name" if token.folded in eponyms() else "first name"
    if known.surname:
        return "rare surname" if known.surname < 3 else "surname"
    return "other word" if token.code else "in no list"


def _speaks_against(tokens: Sequence[Token], first: int, last: int, chance: float) -> bool:
    if tokens[first].kind not in (WORD, MIXED) or any(token.kind == NUMBER for token in tokens[first : last + 1]):
        return True
    return (
        is_stopped(tokens, first, last)
        or is_eponym(tokens, first, last)
        or is_cited(tokens, last)
        or is_told_town(tokens, first, last)
        or (chance < _SURE_OF_INITIALS and all(len(token.text) == 1 for token in tokens[first : last + 1]))
    )


def _rule_of_tagged(tokens: Sequence[Token], first: int) -> str:
    before = word_before(tokens, first)
    if before is None:
        return "name.tagged"
    return "name.clinician" if tokens[before].folded in CLINICIANS else "name.tagged"


def _cued(doc: Doc) -> Iterator[_Span]:
    tokens = doc.tokens
    for at in maybe_cued(tokens):
        rule = cue(tokens, at)
        if rule and _is_named(doc, at, rule=rule):
            last = _to_the_end(doc, at)
            if not is_eponym(tokens, at, last) and not is_cited(tokens, last):
                yield _Span(rule, at, last, 0.9)


def _is_named(doc: Doc, at: int, *, rule: str) -> bool:
    token = doc.tokens[at]
    if "title" in groups(token):
        return False
    if is_capital(token) and len(token.text) > 1 and is_written_title(doc.tokens, at):
        return True
    if token.folded in not_names():
        return False
    if rule == "name.title" and is_capital(token) and len(token.text) > 1:
        return not is_common_word(token) or doc.chances[at].name > _SURE_BEHIND_CUE
    return may_be_named(token) and (is_capital(token) or doc.chances[at].name > _SURE_BEHIND_CUE / 2)


def _to_the_end(doc: Doc, at: int) -> int:
    """Give the last token of the name that begins at `at`."""
    tokens, chances = doc.tokens, doc.chances
    last = at
    for step in range(at + 1, min(at + _LONGEST, len(tokens))):
        token = tokens[step]
        if token.kind == MARK:
            if token.text not in (".", "-") or step + 1 >= len(tokens) or token.start != tokens[step - 1].end:
                break
            if token.text == "." and len(tokens[step - 1].text) > 1:
                break
            continue
        if token.kind != WORD or chances[step].name < _SURE_BEHIND_CUE or chances[step].begins_name > 0.6:
            break
        last = step
    return last


def _public(doc: Doc) -> Iterator[_Span]:
    """Find names that everybody knows, where the tagger leaves the least doubt. The level of such a finding is low.

    Where nobody but illness is the matter, such a name stands for a work, a film or the history of medicine.
    """
    if doc.setting in ("own", "talk"):
        return
    public = of_group("public")
    for at, token in enumerate(doc.tokens):
        if token.folded in public and token.kind == WORD and not is_common_word(token):
            if token.folded in eponyms() or _speaks_against(doc.tokens, at, at, 1.0):
                continue
            if doc.chances[at].name > (_LEAST_OF_PUBLIC if is_capital(token) else _SURE_BEHIND_CUE):
                yield _Span("name.public", at, at, 0.6)


def _initials(doc: Doc) -> Iterator[_Span]:
    """Find "J.R." of a described person, and "Curtis B."."""
    tokens = doc.tokens
    if not any(token.text == "." and len(before.text) == 1 for before, token in pairwise(tokens)):
        return
    for at in range(len(tokens) - 2):
        if _is_initial(tokens, at + 1) and gazetteers.unpacked(tokens[at].code).first > 1 and is_capital(tokens[at]):
            if not is_common_word(tokens[at]) and tokens[at + 1].text != "I":
                yield _Span("name.initials", at, at + 1, 0.8)
        elif doc.setting == "person" and at + 3 < len(tokens) and _are_initials(tokens, at):
            yield _Span("name.initials", at, at + 3, 0.7)


def _is_initial(tokens: Sequence[Token], at: int) -> bool:
    return len(tokens[at].text) == 1 and is_capital(tokens[at]) and tokens[at + 1].text == "."


def _are_initials(tokens: Sequence[Token], at: int) -> bool:
    if not (_is_initial(tokens, at) and _is_initial(tokens, at + 2)):
        return False
    if at and (_is_part_of_more(tokens, at) or (not tokens[at - 1].text[-1].isalnum() and tokens[at - 1].text in "&/")):
        return False
    word = (tokens[at].text + tokens[at + 2].text).lower()
    more = at + 4 < len(tokens) and len(tokens[at + 4].text) == 1 and tokens[at + 4].start == tokens[at + 3].end
    return word not in _NO_INITIALS and not more


def _is_part_of_more(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at - 1].text == "." and tokens[at - 1].end == tokens[at].start


def _hashtags(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Give the words inside each hashtag; of a text that is nothing but hashtags only the first are looked into."""
    return (parts(token) for token in islice((token for token in tokens if token.kind == TAG), _MOST_TAGS))


def _in_hashtags(tokens: Sequence[Token]) -> Iterator[Hit]:
    for pieces in _hashtags(tokens):
        for at, piece in enumerate(pieces):
            if _is_name_in_tag(pieces, at):
                yield Hit(KIND, "name.hashtag", piece.start, piece.end, 0.8)


def _is_name_in_tag(pieces: Sequence[Token], at: int) -> bool:
    known = gazetteers.unpacked(pieces[at].code)
    if len(pieces) < 2 or is_common_word(pieces[at]) or pieces[at].folded in not_names():
        return False
    before = pieces[at - 1].folded if at else ""
    after = pieces[at + 1].folded if at + 1 < len(pieces) else ""
    if before in _TAG_BEFORE or after in _TAG_AFTER:
        return known.first > 1 or (known.frequency < 4 and known.surname > 0)
    return _is_whole_name(pieces) and known.proper != 1


def _is_whole_name(pieces: Sequence[Token]) -> bool:
    """Say whether a hashtag or handle is made of a first name and a surname and nothing else."""
    if len(pieces) != 2:
        return False
    first, second = (gazetteers.unpacked(piece.code) for piece in pieces)
    return first.first > 3 and second.surname > 2 and first.proper != 1 and second.proper != 1


def _again(doc: Doc, found: Sequence[_Span], tags: Sequence[Hit]) -> Iterator[Hit]:
    """Find later and earlier mentions of the words of a name, in any case and inside hashtags."""
    named = {
        token.folded: is_common_word(token)
        for span in found
        for token in doc.tokens[span.first : span.last + 1]
        if token.kind == WORD and len(token.text) > 2 and span.confidence >= 0.3
    }
    named |= {doc.norm[hit.start : hit.end].lower(): False for hit in tags}
    if not named:
        return
    taken = {at for span in found for at in range(span.first, span.last + 1)}
    pieces = (piece for tag in _hashtags(doc.tokens) for piece in tag)
    mentions = [piece for piece in pieces if piece.folded in named and len(piece.text) > 3]
    mentions += (t for at, t in enumerate(doc.tokens) if at not in taken and _is_again(doc.tokens, at, named))
    for mention in mentions:
        yield Hit(KIND, "name.again", mention.start, mention.end, 0.8)


def _is_again(tokens: Sequence[Token], at: int, named: Mapping[str, bool]) -> bool:
    token = tokens[at]
    if token.folded not in named or (named[token.folded] and not is_capital(token)):
        return False
    return not is_eponym(tokens, at, at) and not is_cited(tokens, at)

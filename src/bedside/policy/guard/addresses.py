"""How street addresses are written, in many countries: the street, then what follows it to the end of the address.

Street words are data (`data/streets.tsv`; the English ones after USPS Publication 28, appendix C1). A street is a
number and a name with such a word, in the order of its language; a name without one counts only beside a flat number or
behind words that announce an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bedside.policy.guard.kept import Kept
from bedside.policy.guard.openings import places_of, tried_at
from bedside.policy.guard.tables import rows

_UPPER = (
    r"A-Z\u00c0-\u00d6\u00d8-\u00de\u0100\u010c\u010e\u0110\u0112\u0118\u011a\u0130\u0139\u013d\u0141\u0143\u0147"
    r"\u0150\u0158\u015a\u0160\u0164\u016e\u0170\u0179\u017b\u017d\u0370-\u03ab\u0410-\u042f\u2206"
)
_CAP = rf"[{_UPPER}][\w'.-]{{0,24}}"
_SMALL = (
    r"(?:of|the|de|la|le|les|du|des|dei|degli|delle|dell|do|da|dos|das|del|di|della|el|los|las|van|der|den|von"
    r"|y|e|and|et|na|nad|u|i|st\.?|s\.)"
)
_NAME = rf"(?:{_CAP}|{_SMALL}|\d{{1,3}}(?:st|nd|rd|th)|\d{{1,4}}\.?(?=\s[{_UPPER}]))"
_PLAIN = (
    r"(?!(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|miles?|km|kms|m|meters?|metres?|blocks?|feet|ft"
    r"|mg|ml|mm|cm|kg|lbs?|mcg|lanes?|way|percent|people|patients?|kids|cars?|steps?|times|of|the|per|to|a|an|in"
    r"|on|at|by"
    r"|and|or|for|with|from|is|was|were|are|am|pm|more|other|different|long|hard|bumpy|dirt|busy|main|side|same|local"
    r"|down|up|off|into|near|across|along|over|my|her|his|our|their|one|two|three|ago|later|into|out|mile|year|week)\b)"
    r"[\w'.-]{2,24}"
)
_HOUSE = r"(?<![\w$\u00a3\u20ac.,/:+-])\d{1,6}(?:[-/]\d{1,5})?[A-Za-z]?"
_SIDE = r"(?:[NSEW]{1,2}\.?,?\s|(?:North|South|East|West)\s)?"
_NO_TYPE = r"(?![\w'-]|\.?\s(?:elevations?|depressions?|segments?|changes|Journal|view|map)\b|\s?=)"


def _words(place: str) -> str:
    """Give an alternation of the street words that stand at one place, the longest first."""
    words = (row[0] for row in rows("streets.tsv") if row[1] == place)
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _capitals(place: str) -> str:
    words = [row[0] for row in rows("streets.tsv") if row[1] == place]
    shown = sorted({word.capitalize() for word in words}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in shown)


_ENGLISH = re.compile(
    rf"{_HOUSE}(?:,?\s\d{{1,5}})?\s{_SIDE}(?:{_NAME}\s){{1,4}}?(?:(?:{_capitals('capital')}"
    rf"|{_capitals('sure')})\b\.?{_NO_TYPE}"
    rf"|(?i:{_words('sure')})\b\.?{_NO_TYPE})(?:\s(?:North|South|East|West|[NSEW]{{1,2}})\b)?"
)
_LOWER = re.compile(
    rf"{_HOUSE}(?:\s\d{{1,5}})?\s(?:[nsew]\s)?(?:{_PLAIN}\s){{1,3}}?(?:{_words('sure')})\b\.?{_NO_TYPE}", re.IGNORECASE
)
_NUMBERED = re.compile(
    rf"{_HOUSE}\s(?:[NSEW]{{1,2}}\.?\s)?(?:Highway|Hwy|Route|Rte|Rt|State Road|State Route|County Road|Co\.? Rd"
    rf"|Interstate|US)"
    r"[ -]\d{1,4}\b|\b(?:Rural Route|RR|HC) ?\d{1,3},? Box \d{1,5}\b"
)
_ROMANCE_WORDS = (
    rf"(?<![\w.])(?:(?i:{_words('before')})(?=[\s.])|[Cc]/(?=\s)|(?:{_capitals('before_capital')})(?=[\s.])"
    rf")\.?(?:\s?{_SMALL}(?=\s))*(?:\s(?:{_SMALL}\s|l'|d')?{_CAP})"
)
_ROMANCE = re.compile(
    rf"(?:{_HOUSE},?\s)?(?:\d{{1,5}},?\s)?{_ROMANCE_WORDS}{{1,5}}(?:,?\s"
    rf"(?:n[o\u00ba\u00b0.]{{0,2}}\s?)?\d{{1,4}}[A-Za-z]?\b)?"
)
_ROMANCE_CORE = re.compile(_ROMANCE_WORDS)
_ROMANCE_BEGINS = frozenset(row[0] for row in rows("streets.tsv") if row[1] in ("before", "before_capital")) | {"c/"}
_WORD_AND_NUMBER = re.compile(
    r"(?<![\w@#])(?P<word>[^\W\d_][\w'-]{1,30}\.?)\s(?P<number>\d{1,5}(?:-\d{1,5})?(?:[- ]?[a-zA-Z]\b)?)(?![\w%])"
)
_LEFT_OF_IT = re.compile(rf"(?:{_HOUSE}\s)?(?:(?<![\w.]){_CAP}[ -]){{0,3}}\Z")
_ANY_WORD_LEFT = re.compile(rf"(?:{_HOUSE}\s)?(?:(?<![\w.])[^\W\d_][\w'-]{{2,24}}\s)(?:{_CAP}\s){{0,2}}\Z")
_SURELY_BEHIND = frozenset(
    {"utca", "\u00fatja", "\u00fat", "k\u00f6r\u00fat", "t\u00e9r", "sokak", "caddesi", "mahallesi"}
)
_NO_STREET = frozenset(
    {
        "decade", "brigade", "renegade", "arcade", "cascade", "blockade", "barricade", "motorcade", "data",
        "strata", "errata", "regatta", "schwannomata", "stigmata", "carcinomata", "auntie", "sweetie", "hottie",
        "necktie", "bowtie", "cutie", "zombie", "bestie", "foodie", "norweg", "renhof",
    }
)  # fmt: skip
_FLAT = re.compile(
    r"(?<![\w$.,/:+-])\d{1,6}\s(?:[\w'./-]{1,24}\s){0,5}?(?:[\w'./-]{1,24})[,\s]{1,12}(?:apartment|apt|suite"
    r"|ste)\.?\s?#?\d{1,5}[A-Za-z]?\b"
    rf"|(?<![\w.])(?:{_CAP}\s){{1,4}}\d{{1,6}}(?:\s{_CAP}){{0,3}}[,\s]{{1,12}}(?:Apartment|Apt|Suite"
    rf"|Ste)\.?\s?#?\d{{1,5}}[A-Za-z]?\b"
    r"|\b(?:flat|apt|apartment)\s?#?\d{1,4}[A-Za-z]?,\s\d{1,5}\s[^\W\d_][\w'-]{1,20}(?:\s[^\W\d_][\w'-]{1,20}){0,2}",
    re.IGNORECASE,
)
_CUE = (
    r"(?:\b(?:address(?:es)?(?:\sis|\swas|:|\sof)?|lives?\s(?:at|on)|lived\s(?:at|on)|living\s(?:at|on)|resid(?:es"
    r"|ing)\sat"
    r"|(?:house|home|flat|office|restaurant|clinic|shop|place)\sis\s(?:at|on)|located\s(?:at|on)|moved\sto|(?:meet"
    r"|met)\s(?:me|us|you|her|him)?\s?at"
    r"|return\s(?:it\s)?to|deliver(?:ed)?\s(?:it\s)?to|(?:send|sent|ship|mail)\s(?:it|them|one|a\snew\sone)?\s?to"
    r"|taxi\sto"
    r"|(?:picked|pick)\s(?:her|him|me|them)\sup\s(?:at|from)|drops?\s(?:you|her|him|us|me)?\s?off\sat"
    r"|side\sof)[\s:]{1,3})"
)
_ANNOUNCED = re.compile(
    rf"(?i:{_CUE})(?P<street>(?:\d{{1,6}}[A-Za-z]?,?\s){{1,2}}(?:{_CAP})(?:\s{_NAME}){{0,4}}(?:,?\s\d{{1,5}}\b)?"
    rf"|{_CAP}(?:\s{_NAME}){{0,3}},?\s\d{{1,5}}[A-Za-z]?\b|(?:\d{{1,6}}\s)[^\W\d_][\w'-]{{2,20}}\s\d{{1,5}}\b)"
)
# A street without any word for one: what follows on the next line or behind a comma has to end in a code.
_LINE = re.compile(
    rf"(?:{_HOUSE}\s)?(?<![\w.,/$-])(?:{_CAP}\s)(?:{_NAME}\s){{0,3}}\d{{1,5}}[A-Za-z]?(?=,\s|\s{{0,2}}\n)"
)
_CUE_WORDS = frozenset(
    {
        "address", "addresses", "live", "lives", "lived", "living", "resides", "residing", "house", "home", "flat",
        "office", "restaurant", "clinic", "shop", "place", "located", "moved", "meet", "met", "return", "deliver",
        "delivered", "send", "sent", "ship", "mail", "taxi", "picked", "pick", "drop", "drops", "side",
    }
)  # fmt: skip
_NUMBER_ENDS_LINE = re.compile(r"\d(?<=\s\d)\d{0,4}[A-Za-z]?(?:,\s|\s{0,2}\n)")
_CORNERS = frozenset({"corner", "intersection", "junction"})
_NAMED_WORDS = frozenset(row[0] for row in rows("streets.tsv") if row[1] == "sure") | {"st", "drive"}
_CORNER = re.compile(
    rf"(?P<street>(?i:\b(?:the\s)?(?:corner|intersection|junction)\sof)\s(?:(?:{_NAME}|\d{{1,5}})\s){{1,6}}?(?:and|&)"
    rf"(?:\s(?:{_NAME}|\d{{1,5}}\b)){{1,5}})"
)
_NAMED = re.compile(
    rf"\b(?:on|at|off|near|from|down|along|of|to|in|onto)\s(?P<street>(?:(?!Wall|Sesame|Silk|Abbey|Downing|Fleet"
    rf"|Main|High|This|The)[{_UPPER}][\w'-]{{1,24}}\s){{1,3}}"
    r"(?:Streets?|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Drive|Crescent)\b(?!\s(?:Journal|Map)))"
)
_BOX = re.compile(
    r"(?:(?<![\w.,-])\d{1,5}\s)?\b"
    r"(?:p\.?\s?o\.?\s?box|post office box|postbox|g\.?p\.?o\.?\sbox|postfach|postbus|postboks|apartado"
    r"(?:\sde\scorreos)?"
    r"|private bag|locked bag|bo[i\u00ee]te postale|caixa postal|casella postale)\s?(?:no\.?\s?|#\s?)?\d{1,6}\b"
    r"|\b(?:psc|cmr|unit|opc|umr)\s\d{1,5},?\sbox\s\d{1,6}\b|\bus(?:ns|nv|s|cgc)\s[\w'-]{2,20}(?=\s{1,3}[afd]po\s)",
    re.IGNORECASE,
)
_BOX_WORDS = frozenset(
    {
        "box", "pobox", "postbox", "postfach", "postbus", "postboks", "apartado", "bag", "postale", "postal",
        "casella", "psc", "cmr", "usns", "usnv", "uss",
    }
)  # fmt: skip
_KEYS = (
    (frozenset(row[0] for row in rows("streets.tsv") if row[1] in ("sure", "capital")), (_ENGLISH, _LOWER)),
    (
        frozenset({"highway", "hwy", "route", "rte", "rt", "road", "rd", "interstate", "rr", "hc", "rural"}),
        (_NUMBERED,),
    ),
    (frozenset(row[0] for row in rows("streets.tsv") if row[1] == "before") | {"c"}, (_ROMANCE,)),
    (frozenset({"apt", "apartment", "suite", "ste", "flat"}), (_FLAT,)),
    (
        _BOX_WORDS,
        (_BOX,),
    ),
)
_ROMANCE_IN_CAPITALS = re.compile(rf"\b(?:{_capitals('before_capital')})\s")
_SUFFIXES = tuple(row[0] for row in rows("streets.tsv") if row[1] == "suffix")
_ENDS_LIKE_STREET: Kept[str, bool] = Kept(lambda word: word.endswith(_SUFFIXES))
_BEHIND = frozenset(row[0] for row in rows("streets.tsv") if row[1] == "behind")
# Between the parts of an address: blanks, a comma, or a new line with the mark of a quotation or a list before it.
_PIECE = re.compile(r"(?P<gap>[ \t,]{0,6}\n[ \t]{0,6}[>?|*\u2022-]{0,4}[ \t,]{0,6}|[\s,]{1,12})(?P<word>[^\s,]{1,40})")
_UNIT_WORD = re.compile(
    r"(?:apartment|apt|suite|ste|unit|flat|floor|bldg|building|trlr|room|rm|lot)\.?\Z|#\d", re.IGNORECASE
)
_MAILED = re.compile(r"(?:[afd]po)\Z", re.IGNORECASE)
_FOLLOWS = re.compile(
    r"(?:she|he|they|we|my|i|i'm|the|her|his|it|it's|this|that|please|call|can|do|is|are|was|were|and|but|so|if"
    r"|when|phone|tel"
    r"|mobile|fax|email|e-mail|mrn|dob|desk|website|name|date|age)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(rf"[({_UPPER}]")
_PARTICLE = re.compile(rf"{_SMALL}\Z|nan\Z|-\Z|am\Z|an\Z|a\Z|upon\Z|o'\Z", re.IGNORECASE)
_CODE = re.compile(
    r"(?:[A-Z]{1,3}-)?\d{3,6}(?:-\d{3,4})?[.)]?\Z|[A-Z]{1,2}\d[A-Z\d]?\Z|\d[A-Z]{2}[.)]?\Z|[A-Z]\d[A-Z]\Z"
    r"|\d[A-Z]\d[.)]?\Z"
)
_TOWN_AND_CODE = re.compile(
    r"[^\W\d_]{2,20}(?:\s[^\W\d_]{2,20}){0,2}(?:,\s[A-Za-z]{2,3}\s|,?\s(?:[a-z]{2}\s)?)\d{5}\b|[A-Za-z]{2,3}\s\d{5}\b"
)
_BEHIND_UNIT = re.compile(r"\b(?:apartment|apt|suite|ste|unit|flat)\.?\s?#?\w{1,6}\Z", re.IGNORECASE)
_TOWN = re.compile(rf" (?:[A-Z]{{2}} )?{_CAP}(?: {_CAP}){{0,2}}(?<![.,-])")
_MOST_PIECES = 14


def streets(norm: str, *, words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Give every address in the text, from the house number to the last part that belongs to it."""
    for keys, patterns in _KEYS:
        if _may_hold(norm, keys=keys, patterns=patterns, words=words):
            for match in (match for pattern in patterns for match in pattern.finditer(norm)):
                end = tail(norm, match.end())
                if any(char.isdigit() for char in norm[match.start() : end]):
                    yield match.start(), end
    for match in _LINE.finditer(norm) if _NUMBER_ENDS_LINE.search(norm) else ():
        end = tail(norm, match.end())
        if any(char.isdigit() for char in norm[match.end() : end]):
            yield match.start(), end
    announced = tried_at(_ANNOUNCED, norm, places_of(_CUE_WORDS & words, norm))
    named = _NAMED.finditer(norm) if not _NAMED_WORDS.isdisjoint(words) else ()
    corners = _CORNER.finditer(norm) if not _CORNERS.isdisjoint(words) else ()
    for match in (*announced, *named, *corners):
        yield match.start("street"), tail(norm, match.end("street"))
    if not _BEHIND.isdisjoint(words) or any(map(_ENDS_LIKE_STREET.__getitem__, words)):
        yield from _compounds(norm)


def _may_hold(norm: str, *, keys: frozenset[str], patterns: tuple[re.Pattern[str], ...], words: frozenset[str]) -> bool:
    """Say whether the text can hold such an address: a key word, and with "via" or "calle" a name behind it."""
    if patterns != (_ROMANCE,):
        return not keys.isdisjoint(words)
    if keys.isdisjoint(words) and not _ROMANCE_IN_CAPITALS.search(norm):
        return False
    return any(_ROMANCE_CORE.match(norm, place) for place in places_of(_ROMANCE_BEGINS, norm))


def _compounds(norm: str) -> Iterator[tuple[int, int]]:
    """Give streets whose word ends like a street ("Ziegelgasse 19") or is followed by one ("Hegyalja \u00fat 98")."""
    for match in _WORD_AND_NUMBER.finditer(norm):
        word = match["word"].lower().rstrip(".")
        ends_so = len(word) > 6 and word.endswith(_SUFFIXES) and word not in _NO_STREET
        if ends_so or word in _BEHIND:
            left = (_ANY_WORD_LEFT if word in _SURELY_BEHIND else _LEFT_OF_IT).search(
                norm, max(0, match.start() - 80), match.start()
            )
            start = left.start() if left else match.start()
            if ends_so or start < match.start():
                yield start, tail(norm, match.end())


def tail(norm: str, at: int) -> int:
    """Give where an address ends that has its street before `at`: flat, town, state, code and country belong to it.

    Words are taken one by one and kept when a number of a flat, a postal code or the end of a line shows that they
    belong to the address.
    """
    end, place, is_unit = at, at, False
    is_loose = _BEHIND_UNIT.search(norm, max(0, at - 20), at) is not None
    for _count in range(_MOST_PIECES):
        piece = _PIECE.match(norm, place)
        if piece is None or piece["gap"].count("\n") > 2 or _FOLLOWS.match(piece["word"]):
            break
        word = piece["word"]
        is_broken = "," in piece["gap"] or "\n" in piece["gap"]
        if is_unit or _CODE.match(word):
            end = place = piece.end()
            if not is_unit and word.isdigit() and (len(word) > 4 or (is_broken and _TOWN.match(norm, end))):
                return _behind_code(norm, end) if is_broken else end
            is_loose, is_unit = is_loose or is_unit, False
            continue
        is_unit = _UNIT_WORD.match(word) is not None
        is_mail = _MAILED.match(word) is not None
        if not (
            is_unit or is_mail or _CAPITAL.match(word) or _PARTICLE.match(word) or (is_broken and _leads(norm, piece))
        ):
            break
        place = piece.end()
        is_loose = is_loose or is_broken
        if is_loose and not is_unit and _CAPITAL.match(word) and (word[-1] in ".:;?!" or _ends_here(norm, place)):
            end = place
        if word[-1] in ".:;?!" and not is_unit:
            break
    return end - 1 if norm[end - 1] in ".,;:?!)" and end > at else end


def _behind_code(norm: str, at: int) -> int:
    """Give where the town ends that stands behind its code, as in "10115 Berlin"."""
    town = _TOWN.match(norm, at)
    return town.end() if town and not _FOLLOWS.match(norm, at + 1) else at


def _leads(norm: str, piece: re.Match[str]) -> bool:
    """Say whether a small word begins a line or part that ends in a code, as in "delmas, mp 35739"."""
    return _TOWN_AND_CODE.match(norm, piece.start("word")) is not None


def _ends_here(norm: str, at: int) -> bool:
    return at >= len(norm) or norm[at] in "\n,.?!;" or norm.startswith(" (", at)

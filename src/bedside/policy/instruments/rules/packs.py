"""Reading a pack: the file with which an operator gives the site the words of an instrument.

Its form is told in docs/operators/instruments.md. All of it is checked before anything is kept, and each error names
its place in the file.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from bedside.policy.instruments.model import (
    ENGLISH,
    Crisis,
    Instrument,
    Item,
    Licence,
    Operator,
    Option,
    Scoring,
    ShowIf,
    Status,
)

MOST_BYTES = 1_000_000
MOST_ITEMS, MOST_OPTIONS, LONGEST = 200, 30, 1_000
LONGEST_TERMS = 20_000
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
LINK_ID = re.compile(r"[A-Za-z0-9._-]{1,40}")
KINDS = {int: "a whole number", str: "a text", bool: "true or false", dict: "a table", list: "a list"}


class BadPack(ValueError):
    """The file is no pack that can be taken; the message says where and why."""


def read(data: bytes, *, known: Mapping[str, Instrument]) -> dict[str, Any]:
    """Return the definition in a pack file, checked by `instrument_from`; raise BadPack.

    `known` are the instruments and slots of the repository, by key.
    """
    if len(data) > MOST_BYTES:
        raise BadPack(f"The file is larger than {MOST_BYTES:,} bytes.")
    try:
        definition = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadPack(f"This is no TOML file in UTF-8: {error}.") from error
    instrument_from(definition, known=known)
    return definition


def instrument_from(definition: Mapping[str, Any], *, known: Mapping[str, Instrument]) -> Instrument:
    """Return the instrument that a definition describes; raise BadPack for one that contradicts itself."""
    key = _text(definition, "key", "the file")
    if not KEY.fullmatch(key):
        raise BadPack(f"key: {key!r} may hold small letters, figures and hyphens, 40 at most.")
    status = _status(key, known)
    items = tuple(_item(row, f"items, number {place}") for place, row in enumerate(_rows(definition, "items"), start=1))
    instrument = Instrument(
        key=key,
        version=_text(definition, "version", "the file", longest=20),
        title=_text(definition, "title", "the file", longest=80),
        about=_text(definition, "about", "the file", longest=200),
        lead=_text(definition, "lead", "the file", needed=False),
        credit=_text(definition, "credit", "the file"),
        licence=_licence(_table(definition, "licence"), status),
        sources=_texts(definition, "sources", "the file"),
        items=items,
        scoring=_scoring(_table(definition, "scoring")),
        bands=_bands(definition),
        higher_is_worse=_typed(definition, "higher_is_worse", bool, "the file"),
        crisis=_crisis(definition),
        loinc_panel=_text(definition, "loinc_panel", "the file", needed=False, longest=20),
        loinc_score=_text(definition, "loinc_score", "the file", needed=False, longest=20),
        gap_days=_number(definition, "gap_days", "the file", otherwise=56),
    )
    for error in _contradictions(instrument):
        raise BadPack(error)
    return instrument


def _status(key: str, known: Mapping[str, Instrument]) -> Status:
    slot = known.get(key)
    if slot is None:
        return Status.LOADER
    if slot.licence.status is Status.FORBIDDEN:
        raise BadPack(f"key: {slot.title} may not be loaded. {slot.licence.note}")
    if slot.licence.status is Status.FREE:
        raise BadPack(f"key: {slot.title} comes with Bedside and cannot be put in its place.")
    return slot.licence.status


def _contradictions(instrument: Instrument) -> Iterable[str]:
    """Yield what in the definition cannot be true together."""
    links = [item.link_id for item in instrument.items]
    if not 1 <= len(links) <= MOST_ITEMS:
        yield f"items: there have to be 1 to {MOST_ITEMS}, not {len(links)}."
    for link_id in sorted({link_id for link_id in links if links.count(link_id) > 1}):
        yield f"items: the link_id {link_id!r} is there twice."
    for place, item in enumerate(instrument.items):
        if item.show_if is not None and item.show_if.item not in links[:place]:
            yield f"items, number {place + 1}: show_if names {item.show_if.item!r}, which is no earlier item."
    if instrument.crisis is not None and instrument.crisis.item not in links:
        yield f"crisis: {instrument.crisis.item!r} is no item."
    yield from _wrong_sums(instrument)
    for language in sorted({lang for item in instrument.items for lang in item.texts} - instrument.sources.keys()):
        yield f"sources: say where the wording in the language {language!r} is from."


def _wrong_sums(instrument: Instrument) -> Iterable[str]:
    assert instrument.scoring is not None
    scored = [item for item in instrument.items if item.scored]
    low = sum(item.low if item.show_if is None else min(0, item.low) for item in scored)
    high = sum(item.high if item.show_if is None else max(0, item.high) for item in scored)
    said = instrument.scoring.low, instrument.scoring.high
    if (low, high) != said:
        yield f"scoring: the items add up to {low} to {high}, the file says {said[0]} to {said[1]}."
    if not 0 <= instrument.scoring.max_missing < len(scored):
        yield "scoring: max_missing has to be less than the number of scored items."
    starts = [start for start, _name in instrument.bands]
    if starts and (starts != sorted(set(starts)) or starts[0] != low or starts[-1] > high):
        yield f"bands: they have to begin at {low}, go up, and not pass {high}."


def _bands(definition: Mapping[str, Any]) -> tuple[tuple[int, str], ...]:
    rows = _typed(definition, "bands", list, "the file", otherwise=[])
    if not all(isinstance(row, Mapping) for row in rows):
        raise BadPack("bands: each has to be a table.")
    return tuple((_number(row, "from", "bands"), _text(row, "name", "bands", longest=80)) for row in rows)


def _licence(row: Mapping[str, Any], status: Status) -> Licence:
    return Licence(
        status=status,
        holder=_text(row, "holder", "licence", longest=200),
        note=_text(row, "note", "licence"),
        checked=_text(row, "checked", "licence", needed=False, longest=10),
        terms=_text(row, "terms", "licence", longest=LONGEST_TERMS),
    )


def _item(row: Any, where: str) -> Item:
    if not isinstance(row, Mapping):
        raise BadPack(f"{where}: has to be a table.")
    link_id = _text(row, "link_id", where)
    if not LINK_ID.fullmatch(link_id):
        raise BadPack(f"{where}: link_id {link_id!r} may hold letters, figures, dots and hyphens, 40 at most.")
    options = tuple(_option(one, f"{where}, options") for one in _rows(row, "options"))
    values = [option.value for option in options]
    if not 2 <= len(values) <= MOST_OPTIONS or len(set(values)) < len(values):
        raise BadPack(f"{where}: there have to be 2 to {MOST_OPTIONS} options, each with a value of its own.")
    return Item(
        link_id=link_id,
        texts=_texts(row, "texts", where),
        options=options,
        scored=_typed(row, "scored", bool, where, otherwise=True),
        show_if=_show_if(row, where),
    )


def _option(row: Any, where: str) -> Option:
    if not isinstance(row, Mapping):
        raise BadPack(f"{where}: has to be a table.")
    code = _text(row, "code", where, needed=False, longest=40)
    return Option(_number(row, "value", where), _texts(row, "texts", where), code)


def _show_if(row: Mapping[str, Any], where: str) -> ShowIf | None:
    if "show_if" not in row:
        return None
    rule = _table(row, "show_if")
    operator = _text(rule, "operator", f"{where}, show_if")
    if operator not in set(Operator):
        raise BadPack(f"{where}, show_if: operator {operator!r} is none of {', '.join(Operator)}.")
    return ShowIf(_text(rule, "item", where), Operator(operator), _number(rule, "value", f"{where}, show_if"))


def _scoring(row: Mapping[str, Any]) -> Scoring:
    low, high = _number(row, "low", "scoring"), _number(row, "high", "scoring")
    return Scoring(low=low, high=high, max_missing=_number(row, "max_missing", "scoring", otherwise=0))


def _crisis(definition: Mapping[str, Any]) -> Crisis | None:
    if "crisis" not in definition:
        return None
    row = _table(definition, "crisis")
    return Crisis(item=_text(row, "item", "crisis"), at_least=_number(row, "at_least", "crisis"))


def _texts(row: Mapping[str, Any], name: str, where: str) -> dict[str, str]:
    texts = _typed(row, name, dict, where)
    if ENGLISH not in texts:
        raise BadPack(f"{where}: {name} needs the language {ENGLISH!r}.")
    return {language: _text(texts, language, f"{where}, {name}") for language in texts}


def _table(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return dict(_typed(row, name, dict, "the file"))


def _rows(row: Mapping[str, Any], name: str) -> list[Any]:
    return list(_typed(row, name, list, "the file"))


def _number(row: Mapping[str, Any], name: str, where: str, *, otherwise: int | None = None) -> int:
    value = _typed(row, name, int, where, otherwise=otherwise)
    if not -10_000 <= value <= 10_000:
        raise BadPack(f"{where}: {name} has to lie between -10,000 and 10,000.")
    return int(value)


def _text(row: Mapping[str, Any], name: str, where: str, *, needed: bool = True, longest: int = LONGEST) -> str:
    value = str(_typed(row, name, str, where, otherwise=None if needed else "")).strip()
    if needed and not value:
        raise BadPack(f"{where}: {name} is empty.")
    if len(value) > longest:
        raise BadPack(f"{where}: {name} is longer than {longest:,} characters.")
    return value


def _typed(row: Mapping[str, Any], name: str, kind: type, where: str, *, otherwise: Any = None) -> Any:
    value = row.get(name, otherwise)
    if value is None:
        raise BadPack(f"{where}: {name} is missing.")
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise BadPack(f"{where}: {name} has to be {KINDS[kind]}.")
    return value

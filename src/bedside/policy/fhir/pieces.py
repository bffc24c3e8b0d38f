"""Pieces that every resource has: names with codes, dates, references. Reading invents nothing."""

import re
from typing import Any

from bedside.policy.fhir.model import Code, Json, Resource

LONGEST_TEXT = 4_000
MOST_CODES = 10
_TIME = r"T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})"
DATE = re.compile(rf"(?!0000)\d{{4}}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])({_TIME})?)?)?")


def concept(text: str, codes: tuple[Code, ...] = ()) -> Resource:
    """Return a CodeableConcept: the text always, codings where there are any."""
    found: Resource = {"text": text}
    if codes:
        found["coding"] = [{"system": one.system, "code": one.code} for one in codes]
    return found


def coded(system: str, code: str) -> Resource:
    """Return a CodeableConcept of one code that FHIR itself defines."""
    return {"coding": [{"system": f"http://terminology.hl7.org/CodeSystem/{system}", "code": code}]}


def text_of(value: Any) -> str:
    """Return the words of a CodeableConcept: its text, else the first display; "" where there are none."""
    if not isinstance(value, dict):
        return ""
    shown = [value.get("text")] + [one.get("display") for one in _codings(value)]
    return next((word.strip()[:LONGEST_TEXT] for word in shown if isinstance(word, str) and word.strip()), "")


def codes_of(value: Any) -> tuple[Code, ...]:
    """Return the codes of a CodeableConcept that name their vocabulary, at most ten."""
    found = [Code(one["system"], one["code"]) for one in _codings(value) if _is_code(one)]
    return tuple(dict.fromkeys(found))[:MOST_CODES]


def code_in(value: Any, allowed: frozenset[str]) -> str:
    """Return the code of a CodeableConcept that is one of `allowed`; "" where there is none."""
    return next((one["code"] for one in _codings(value) if one.get("code") in allowed), "")


def date_of(value: Any) -> str:
    """Return a date or moment as FHIR writes it; "" for what is none, such as 0000-00-00."""
    return value if isinstance(value, str) and DATE.fullmatch(value) else ""


def day_of(value: Any) -> str:
    """Return the date of a date or moment: year, month or day, as exact as it was said."""
    return date_of(value)[:10]


def first_day(resource: Json, *names: str) -> str:
    """Return the first date among these fields; of a period its start."""
    for name in names:
        value = resource.get(name)
        day = day_of(value.get("start") if isinstance(value, dict) else value)
        if day:
            return day
    return ""


def first_of(resource: Json, name: str) -> Any:
    """Return the first of a list, None where there is none."""
    found = resource.get(name)
    return found[0] if isinstance(found, list) and found else None


def period(start: str, stop: str) -> Resource:
    """Return a Period without what nobody said."""
    return {name: value for name, value in (("start", start), ("end", stop)) if value}


def told(resource: Resource) -> Resource:
    """Return a resource without its empty fields: FHIR knows no empty text or list."""
    return {name: value for name, value in resource.items() if value not in ("", None, [], {}, ())}


def identified(resource: Json) -> str:
    """Return the id of a resource."""
    found = resource.get("id")
    return found[:64] if isinstance(found, str) else ""


def _codings(value: Any) -> list[Resource]:
    found = value.get("coding") if isinstance(value, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _is_code(one: Json) -> bool:
    return all(isinstance(one.get(name), str) and 0 < len(one[name]) <= 200 for name in ("system", "code"))

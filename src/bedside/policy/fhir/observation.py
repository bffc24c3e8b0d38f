"""Observation: logs and day checks as `survey`, measurements as what they are. Silence is never a value."""

import math
from typing import Any

from bedside.policy.fhir.model import Json, Observed, Resource, Skipped
from bedside.policy.fhir.pieces import code_in, coded, codes_of, concept, date_of, identified, text_of, told

TAKEN = frozenset({"survey", "vital-signs", "laboratory"})
DONE = frozenset({"final", "amended", "corrected", "preliminary"})
ABSENT = frozenset({"asked-declined", "not-asked"})
UCUM = "http://unitsofmeasure.org"


def build(one: Observed, *, id: str, subject: str) -> Resource:  # FHIR's own word
    """Return the Observation."""
    head = {
        "resourceType": "Observation",
        "id": id,
        "status": "final",
        "category": [coded("observation-category", one.category)],
    }
    body = {"subject": {"reference": subject}, "effectiveDateTime": one.at}
    parts = [_value(part) for part in one.parts]
    return told(head | {"code": concept(one.text, one.codes)} | body | _value(one) | {"component": parts})


def _value(one: Observed) -> Resource:
    """Return what an observation, or a part of one, says: its name and its value."""
    said: Resource = {"code": concept(one.text, one.codes)}
    if one.number is not None:
        said["valueQuantity"] = told({"value": one.number, "unit": one.unit, "system": UCUM, "code": one.unit})
    elif one.whole is not None:
        said["valueInteger"] = one.whole
    elif one.words:
        said["valueCodeableConcept"] = {"text": one.words}
    elif one.absent:
        said["dataAbsentReason"] = coded("data-absent-reason", one.absent)
    return said


def read(resource: Json) -> Observed | Skipped:
    """Return the observation. Only what members keep is taken: surveys, vital signs, results of a laboratory."""
    if resource.get("status") not in DONE:
        return Skipped("entered_in_error" if resource.get("status") == "entered-in-error" else "not_done")
    category = _category(resource.get("category"))
    if not category:
        return Skipped("not_ours")
    if not text_of(resource.get("code")):
        return Skipped("no_text")
    found = resource.get("component")
    parts = tuple(_read(part, category) for part in found if isinstance(part, dict)) if isinstance(found, list) else ()
    at = date_of(resource.get("effectiveDateTime"))
    return _read(resource, category, at=at, parts=parts, source_id=identified(resource))


def _category(value: Any) -> str:
    found = value if isinstance(value, list) else []
    return next((code for one in found if (code := code_in(one, TAKEN))), "")


def _read(
    said: Json, category: str, *, at: str = "", parts: tuple[Observed, ...] = (), source_id: str = ""
) -> Observed:
    quantity = said.get("valueQuantity")
    number, unit = _number(quantity) if isinstance(quantity, dict) else (None, "")
    whole = said.get("valueInteger")
    words = text_of(said.get("valueCodeableConcept")) or _string(said.get("valueString"))
    return Observed(
        text=text_of(said.get("code")),
        category=category,
        at=at,
        codes=codes_of(said.get("code")),
        number=number,
        unit=unit,
        whole=whole if isinstance(whole, int) and not isinstance(whole, bool) else None,
        words=words,
        absent=code_in(said.get("dataAbsentReason"), ABSENT),
        parts=parts,
        source_id=source_id,
    )


def _number(quantity: Json) -> tuple[float | None, str]:
    value, unit = quantity.get("value"), quantity.get("code") or quantity.get("unit")
    fits = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return (float(value) if fits and value is not None else None), _string(unit)[:60]


def _string(value: Any) -> str:
    return value.strip()[:4_000] if isinstance(value, str) else ""

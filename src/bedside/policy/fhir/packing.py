"""Facts of a file as plain JSON and back, for the day between reading a file and its owner's yes."""

from dataclasses import asdict, fields
from typing import Any, Final

from bedside.policy.evaluations import Evaluation, Unwanted
from bedside.policy.fhir.model import (
    Allergy,
    Answered,
    Code,
    Condition,
    Json,
    Judged,
    Kept,
    Medicine,
    Observed,
    Procedure,
    SideEffect,
    Vaccination,
)

KINDS: Final = {
    kind.__name__: kind
    for kind in (Condition, Observed, Medicine, Procedure, Allergy, Vaccination, SideEffect, Answered, Judged)
}


def packed(one: Kept) -> dict[str, Any]:
    """Return a fact as plain JSON, with the name of its kind in `is`; what is empty is left out."""
    return {"is": type(one).__name__} | {name: value for name, value in asdict(one).items() if value not in ("", ())}


def unpacked(one: Json) -> Kept:
    """Return the fact that `packed` gave."""
    made: Kept = _made(KINDS[one["is"]], one)
    return made


def _made(kind: type[Any], one: Json) -> Any:
    told = {field.name: one[field.name] for field in fields(kind) if field.name in one}
    for name, value in told.items():
        if name == "codes":
            told[name] = tuple(Code(**each) for each in value)
        elif name == "parts":
            told[name] = tuple(_made(Observed, each) for each in value)
        elif name == "said":
            told[name] = Evaluation(**value | {"unwanted": tuple(Unwanted(**each) for each in value["unwanted"])})
        elif isinstance(value, list):
            told[name] = tuple(tuple(each) if isinstance(each, list) else each for each in value)
    return kind(**told)

"""Whether a resource is valid FHIR: asked of the library `fhir.resources`, which knows R4B and no R4 any more.

No element that R4B has and R4 has not is used by us. The library takes 0.4 s to load, so it is loaded when a file is
looked at and by no page; it reads about 700 resources a second: right for one person, wrong for a hot path.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module

from bedside.policy.fhir.model import Json

MOST_TOLD = 200  # characters


def fault(resource: Json) -> tuple[str, str] | None:
    """Return the first path at which a resource is no valid FHIR, and what is wrong there; None for a valid one."""
    from pydantic import ValidationError

    check = _checker(str(resource["resourceType"]))
    if check is None:
        return "resourceType", "FHIR knows no such resource"
    loose = next((name for name, value in resource.items() if _is_day(name) and not isinstance(value, str)), None)
    if loose is not None:
        return loose, "a date is text, such as 2019-05-17"
    try:
        check(dict(resource))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        return ".".join(map(str, first["loc"])) or "resource", str(first["msg"])[:MOST_TOLD]
    return None


def _is_day(name: str) -> bool:
    """Say whether a field holds a date: the library would take a bare number for one, as seconds since 1970."""
    return name.endswith(("DateTime", "Date", "On")) or name == "date"


@cache
def _checker(kind: str) -> Callable[[Json], object] | None:
    if not (kind.isascii() and kind.isalpha() and kind[:1].isupper()):
        return None
    try:
        module = import_module(f"fhir.resources.R4B.{kind.lower()}")
    except ModuleNotFoundError:
        return None
    model = getattr(module, kind, None)
    checked: Callable[[Json], object] | None = getattr(model, "model_validate", None)
    return checked

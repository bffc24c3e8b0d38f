"""The border: what a file must be before anything in it is looked at, and what is dropped before anything is kept.

Sizes and depths are checked on the bytes, so that a file that is made to hurt is refused before it is unfolded.
"""

import json
import math
import re
import zlib
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from bedside.policy.fhir.model import Json, Resource

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_RESOURCES: Final = 20_000
MOST_DEPTH: Final = 50
_GZIP = b"\x1f\x8b"
_R5_ONLY: Final = frozenset({"MedicationUsage", "Transport", "NutritionIntake", "ActorDefinition", "Requirements"})
_STU3_ONLY: Final = frozenset({"BodySite", "DataElement", "EligibilityRequest", "ProcedureRequest", "ReferralRequest"})
# Of a person: numbers, names of others, where somebody lives. Of a resource: HTML, files, resources within it.
DROPPED: Final = frozenset({"identifier", "address", "telecom", "contact", "photo", "text", "contained", "extension",
                            "modifierExtension", "attachment", "link", "generalPractitioner", "managingOrganization",
                            "communication", "multipleBirthBoolean", "multipleBirthInteger"})  # fmt: skip
DECLINED: Final = {
    "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
    "valueCode": "asked-declined",
}
"""The one extension that stays, in these words alone: "I'd rather not say" is an answer."""
_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]')


class NotTaken(ValueError):
    """A file that is refused as a whole. `code` is for machines, `path` says where, the message what is wrong."""

    def __init__(self, code: str, reason: str, *, path: str = "") -> None:
        super().__init__(reason)
        self.code, self.path = code, path


def unpacked(raw: bytes) -> bytes:
    """Return the bytes of a plain or gzip-packed file. Raises NotTaken for more than 20 MB, also when unpacked."""
    if raw[:2] == _GZIP:
        reader = zlib.decompressobj(wbits=31)
        try:
            raw = reader.decompress(raw, MOST_BYTES + 1)
        except zlib.error as error:
            raise NotTaken("not_fhir_r4", "The file is packed and cannot be unpacked.") from error
    if len(raw) > MOST_BYTES:
        raise NotTaken("too_large", "The file is larger than 20 MB. Take a smaller part of it.")
    return raw


def read(raw: bytes) -> list[Resource]:
    """Return the resources of a Bundle, or of NDJSON. Raises NotTaken for what is no FHIR R4, or too much of it."""
    raw = unpacked(raw)
    _check_depth(raw)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotTaken("not_fhir_r4", "The file is no text in UTF-8.") from error
    found = _of_bundle(_parsed(text)) if not _is_lines(text) else [_parsed(line) for line in text.splitlines() if line]
    resources = [_resource(one, at) for at, one in enumerate(found)]
    if len(resources) > MOST_RESOURCES:
        raise NotTaken("too_large", f"The file holds more than {MOST_RESOURCES} resources.")
    _check_release(resources)
    _check_persons(resources)
    return resources


def _check_depth(raw: bytes) -> None:
    """Count brackets before anything is unfolded: what is nested too deep would take the memory of the machine."""
    depth = 0
    for found in _BRACKET.finditer(raw):
        sign = found[0][:1]
        depth += (sign in b"[{") - (sign in b"]}")
        if depth > MOST_DEPTH:
            raise NotTaken("not_fhir_r4", f"The file is nested deeper than {MOST_DEPTH} levels.")


def _is_lines(text: str) -> bool:
    """Say whether a text is NDJSON: its first line is a whole resource and another follows."""
    first, _, rest = text.strip().partition("\n")
    return first.startswith("{") and first.rstrip().endswith("}") and rest.lstrip().startswith("{")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        if isinstance(error, NotTaken):
            raise
        raise NotTaken("not_fhir_r4", "The file is no JSON.") from error


def _no_constant(name: str) -> NoReturn:
    raise NotTaken("not_fhir_r4", f"{name} is no number in JSON.")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise NotTaken("not_fhir_r4", "A number is too large.")
    return number


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that names a field twice: two readers would see two different things."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise NotTaken("not_fhir_r4", "An object names one field twice.")
    return made


def _of_bundle(found: Any) -> list[Any]:
    if not isinstance(found, dict) or found.get("resourceType") != "Bundle":
        raise NotTaken("not_fhir_r4", "The file is no Bundle.", path="resourceType")
    entries = found.get("entry", [])
    if not isinstance(entries, list):
        raise NotTaken("not_fhir_r4", "The entries of the Bundle are no list.", path="entry")
    return [_with_id(entry) for entry in entries]


def _with_id(entry: Any) -> Any:
    """Return the resource of an entry; where it has no id, the entry's own address gives it one."""
    resource = entry.get("resource") if isinstance(entry, dict) else None
    if isinstance(resource, dict) and "id" not in resource and isinstance(entry.get("fullUrl"), str):
        return resource | {"id": entry["fullUrl"].removeprefix("urn:uuid:")[:64]}
    return resource


def _resource(one: Any, at: int) -> Resource:
    if not isinstance(one, dict) or not isinstance(one.get("resourceType"), str):
        raise NotTaken("not_fhir_r4", "An entry holds no resource.", path=f"entry[{at}].resource")
    return one


def _check_release(resources: list[Resource]) -> None:
    """Refuse what only other releases have: R5 names a medicine in `medication`, STU3 its subject in `patient`."""
    for at, one in enumerate(resources):
        kind = one["resourceType"]
        of_r5 = kind in ("MedicationStatement", "MedicationRequest") and "medication" in one
        of_stu3 = kind == "Condition" and isinstance(one.get("clinicalStatus"), str)
        if kind in _R5_ONLY | _STU3_ONLY or of_r5 or of_stu3:
            raise NotTaken("not_fhir_r4", "The file is of another release than FHIR R4.", path=f"entry[{at}].{kind}")


def _check_persons(resources: list[Resource]) -> None:
    persons = [one for one in resources if one["resourceType"] == "Patient"]
    if len(persons) > 1:
        raise NotTaken("several_patients", f"The file holds {len(persons)} patients. Take one person's file.")
    if not persons:
        raise NotTaken("no_patient", "The file does not say whose it is: it holds no Patient.")


def cleaned(resource: Json) -> Resource:
    """Return a resource without what is never kept: numbers of a person, addresses, HTML, files, extensions."""
    found = {name: _cleaned(value) for name, value in resource.items() if not _is_dropped(name, resource)}
    more = resource.get("extension")
    return found | ({"extension": [DECLINED]} if isinstance(more, list) and DECLINED in more else {})


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return cleaned(value)
    return [_cleaned(one) for one in value] if isinstance(value, list) else value


def _is_dropped(name: str, where: Json) -> bool:
    """Say whether a field goes. `text` is HTML where it is an object (a narrative) and a word where it is none."""
    if name == "text":
        return isinstance(where[name], dict)
    return name in DROPPED or name.startswith("_")


def references(resources: list[Resource]) -> Iterator[tuple[str, Resource]]:
    """Give each resource by the ways in which others of the same bundle name it. No address is ever asked for."""
    for one in resources:
        if isinstance(one.get("id"), str):
            yield f"{one['resourceType']}/{one['id']}", one
            yield f"urn:uuid:{one['id']}", one

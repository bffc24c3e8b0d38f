"""Patient: out without name, number or address unless they were ticked; in, only what may be offered to the owner."""

from bedside.policy.fhir.model import Json, Person, Resource
from bedside.policy.fhir.pieces import date_of, told

LONGEST_NAME = 200
OLDEST = 89  # from 90 years on a year of birth tells too much (45 CFR 164.514(b)(2)(i)(C))
GENDERS = frozenset({"male", "female", "other", "unknown"})
TAG = {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "ABSTRED"}


def build(person: Person, *, id: str, this_year: int, name: str = "") -> Resource:  # FHIR's own word
    """Return the Patient of an export. `id` is a random one of this export; `name` only where its owner ticked it."""
    old = person.birth_year is not None and this_year - person.birth_year > OLDEST
    return told(
        {
            "resourceType": "Patient",
            "id": id,
            "meta": {"tag": [TAG]} if old else None,
            "name": [{"text": name}] if name else [],
            "gender": person.gender,
            "birthDate": str(person.birth_year) if person.birth_year is not None and not old else "",
        }
    )


def read(resource: Json, *, this_year: int) -> Person:
    """Return what a Patient says of gender and year of birth. Names, numbers, addresses and extensions are dropped."""
    born = date_of(resource.get("birthDate"))[:4]
    year = int(born) if born else None
    gender = resource.get("gender")
    return Person(
        gender=gender if gender in GENDERS else "",
        birth_year=year if year is not None and this_year - year <= OLDEST else None,
        deceased=bool(resource.get("deceasedDateTime") or resource.get("deceasedBoolean") is True),
    )


def called(resource: Json) -> str:
    """Return the name that stands in a Patient, in one line, for whoever brought the file to say that it is hers.

    The first that is in use; "" where there is none. It is shown once and never kept in a record.
    """
    names = resource.get("name") or []
    used = [one for one in names if isinstance(one, dict) and one.get("use") not in ("old", "maiden")]
    if not used:
        return ""
    given = " ".join(word for word in used[0].get("given") or [] if isinstance(word, str))
    whole = used[0].get("text") or f"{given} {used[0].get('family') or ''}"
    return " ".join(str(whole).split())[:LONGEST_NAME]

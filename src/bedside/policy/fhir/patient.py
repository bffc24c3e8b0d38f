"""Patient: out without name, number or address unless they were ticked; in, only what may be offered to the owner."""

from bedside.policy.fhir.model import Json, Person, Resource
from bedside.policy.fhir.pieces import date_of, told

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

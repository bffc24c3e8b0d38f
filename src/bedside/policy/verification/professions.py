"""Professions: the short list that a claim chooses from, and what a register's taxonomy code says of it.

A badge never repeats what somebody typed about their profession where a register knows better. The groups are the first
signs of the public code set (its texts are others' copyright and are not used): 20 physicians, 163W nurses, and so on.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Profession:
    """One profession: its name on a badge, the title it carries at V3, and how its taxonomy codes begin."""

    name: str
    title: str = ""
    codes: tuple[str, ...] = ()


PROFESSIONS: Final = (
    Profession("Physician", "Dr", ("20",)),
    Profession("Nurse", "", ("163W", "164W", "164X")),
    Profession("Nurse practitioner", "", ("363L",)),
    Profession("Physician assistant", "", ("363A",)),
    Profession("Midwife", "", ("176B", "367A")),
    Profession("Dentist", "Dr", ("122",)),
    Profession("Pharmacist", "", ("1835",)),
    Profession("Psychologist", "", ("103T", "103G")),
    Profession("Physical therapist", "", ("2251",)),
    Profession("Occupational therapist", "", ("225X",)),
    Profession("Speech and language therapist", "", ("235Z",)),
    Profession("Dietitian", "", ("133V",)),
    Profession("Social worker", "", ("1041",)),
    Profession("Optometrist", "", ("152W",)),
    Profession("Podiatrist", "", ("213E",)),
    Profession("Audiologist", "", ("231H",)),
    Profession("Chiropractor", "", ("111N",)),
    Profession("Counsellor", "", ("101Y",)),
    Profession("Dental hygienist", "", ("124Q",)),
    Profession("Genetic counsellor", "", ("170300",)),
    Profession("Paramedic", "", ("146L",)),
    Profession("Radiographer", "", ("2471",)),
    Profession("Respiratory therapist", "", ("2278", "2279")),
)
BY_NAME: Final = {one.name: one for one in PROFESSIONS}


def of_taxonomy(code: str) -> Profession | None:
    """Return the profession that a taxonomy code belongs to, None for a code of none of the list."""
    fitting = [(len(start), one) for one in PROFESSIONS for start in one.codes if start and code.startswith(start)]
    return max(fitting, key=lambda found: found[0])[1] if fitting else None

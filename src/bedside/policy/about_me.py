"""What a member tells of herself that figures can be split by: sex and year of birth. Each may be left out.

Not asked is not the same as "rather not say": the first may be asked, the second is an answer and is not asked again.
Neither enters a figure, and neither is guessed from anything else.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bedside.policy.evidence.cubes import age_band

EARLIEST_BIRTH: Final = 1900


class Sex(StrEnum):
    """What somebody says. `UNSAID` is an answer too."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutMe:
    """`sex` is None where nothing was asked or answered; so is `born`, unless `born_unsaid`."""

    sex: Sex | None = None
    born: int | None = None
    born_unsaid: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to keep."""
        return self.sex is None and self.born is None and not self.born_unsaid


def birth_year_can_be(born: int, *, today: date) -> bool:
    """Say whether somebody can be born in that year."""
    return EARLIEST_BIRTH <= born <= today.year


def sex_counted(said: AboutMe) -> str:
    """The level by which figures split; "" where it is not known."""
    return said.sex.value if said.sex not in (None, Sex.UNSAID) else ""


def age_counted(said: AboutMe, *, answered: date) -> str:
    """The band of the age that she reached in the year in which she answered; "" where it is not known."""
    if said.born is None or answered.year < said.born:
        return ""
    return age_band(answered.year - said.born)


def gender_of(said: AboutMe) -> str:
    """The word of FHIR R4 (`AdministrativeGender`); "" where she did not say."""
    return sex_counted(said)

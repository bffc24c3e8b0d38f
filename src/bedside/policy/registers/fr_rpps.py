"""France's Répertoire partagé des professionnels de santé, and the open extraction of those who practise.

The number has eleven digits, the last of them a check digit by Luhn. The extraction, PS_LibreAcces_Personne_activite,
is a text with "|" between fields and no quotes, one row for each activity of a person. Whoever stops practising leaves
it; there is no list of ended numbers, and no day on which a row changed. Its form and the names of its columns are from
memory and were not held against a file of today: a column of another name stops an import, which then names it.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from stdnum import luhn

from bedside.policy.registers.model import PERSON, BadRow, Column, Licence, Row, Table

KEY: Final = "fr_rpps"
NAME: Final = "RPPS, the register of France"
COUNTRY: Final = "FR"
PATTERN: Final = re.compile(r"\d{11}", re.ASCII)
MEMBER: Final = re.compile(r"(?:.*/)?PS_LibreAcces_Personne_activite_(?P<day>\d{8})\d{4}\.txt", re.IGNORECASE)
DAY: Final = "%Y%m%d"
DELIMITER: Final = "|"
QUOTED: Final = False
NOTHING: Final[frozenset[str]] = frozenset()
MANY_ROWS: Final = True
RPPS: Final = "8"  # the kind of number; "0" is the older ADELI, which is another register

COLUMNS: Final = (
    Column("number", ("Identifiant PP",)),
    Column("kind", ("Type d'identifiant PP",)),
    Column("family", ("Nom d'exercice",)),
    Column("given", ("Prénom d'exercice",)),
    Column("profession", ("Code profession",)),
    Column("field", ("Code savoir-faire",)),
    Column("postcode", ("Code postal (coord. structure)",), needed=False),
    Column("city", ("Libellé commune (coord. structure)",), needed=False),
    Column("region", ("Code Département (structure)",), needed=False),
    Column("telephone", ("Téléphone (coord. structure)",), needed=False),
)


def normalise(text: str) -> str:
    """Return the number without blanks: it is often written in groups."""
    return "".join(text.split())


def problem(number: str) -> str | None:
    """Return "number" for what is not eleven digits, "check_digit" for a wrong last one."""
    if not PATTERN.fullmatch(number):
        return "number"
    return None if luhn.is_valid(number) else "check_digit"


def row(fields: Sequence[str], file_date: date) -> Row | None:
    """Return one row of the file, None for one of ADELI; raise `BadRow`. Its day is the file's: the rows tell none."""
    number, kind, family, given, profession, field, postcode, city, region, telephone = fields
    if kind != RPPS:
        return None
    if code := problem(number):
        raise BadRow(code, number)
    if not family:
        raise BadRow("name", number)
    taxonomy = "-".join(filter(None, (profession, field)))
    return Row(
        number=number,
        entity=PERSON,
        replacement="",
        family=family,
        given=given,
        middle="",
        other_family="",
        credential="",
        city=city,
        region=region,
        postcode=postcode,
        country=COUNTRY,
        telephone=telephone,
        updated=file_date,
        deactivated=None,
        reactivated=None,
        licences=(Licence(number="", region=COUNTRY, taxonomy=taxonomy, primary=False),) if taxonomy else (),
    )


TABLE: Final = Table(COLUMNS, row)
ENDED: Final[Table | None] = None
EXCLUDED: Final[Table | None] = None

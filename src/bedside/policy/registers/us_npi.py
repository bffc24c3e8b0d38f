"""The United States' National Provider Identifier, and the file of NPPES that holds all of them.

Public under the Freedom of Information Act. Layout V2 since December 2024; columns are found by their names in the
header, so that the older layout is read too while the names of the columns that are needed stay.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from stdnum import luhn

from bedside.policy.registers.model import ORGANISATION, PERSON, BadRow, Column, Licence, Row, Table, bare_row

KEY: Final = "us_npi"
NAME: Final = "NPPES, the register of the United States"
COUNTRY: Final = "US"
PATTERN: Final = re.compile(r"[12]\d{9}", re.ASCII)
MEMBER: Final = re.compile(r"(?:.*/)?npidata_pfile_\d{8}-(?P<day>\d{8})\.csv", re.IGNORECASE)
DAY: Final = "%Y%m%d"
DELIMITER: Final = ","
QUOTED: Final = True
MANY_ROWS: Final = False
SLOTS: Final = 15
ISSUER: Final = "80840"  # what the check digit is computed over, before the number (ISO 7812)
NOTHING: Final = frozenset({"$$$$$$$$$", "<UNAVAIL>"})  # what the file writes where it says nothing
ENTITIES: Final = {"1": PERSON, "2": ORGANISATION}
_PRACTICE: Final = "Provider Business Practice Location Address"


def _slot(number: int) -> tuple[Column, ...]:
    return (
        Column(f"taxonomy_{number}", (f"Healthcare Provider Taxonomy Code_{number}",)),
        Column(f"licence_{number}", (f"Provider License Number_{number}",)),
        Column(f"licence_region_{number}", (f"Provider License Number State Code_{number}",)),
        Column(f"primary_{number}", (f"Healthcare Provider Primary Taxonomy Switch_{number}",)),
    )


COLUMNS: Final = (
    Column("number", ("NPI",)),
    Column("entity", ("Entity Type Code",)),
    Column("replacement", ("Replacement NPI",)),
    Column("organisation", ("Provider Organization Name (Legal Business Name)",)),
    Column("family", ("Provider Last Name (Legal Name)", "Provider Last Name")),
    Column("given", ("Provider First Name",)),
    Column("middle", ("Provider Middle Name",)),
    Column("credential", ("Provider Credential Text",)),
    Column("other_family", ("Provider Other Last Name",)),
    Column("city", (f"{_PRACTICE} City Name",)),
    Column("region", (f"{_PRACTICE} State Name",)),
    Column("postcode", (f"{_PRACTICE} Postal Code",)),
    Column("country", (f"{_PRACTICE} Country Code (If outside U.S.)",)),
    Column("telephone", (f"{_PRACTICE} Telephone Number",)),
    Column("updated", ("Last Update Date",)),
    Column("deactivated", ("NPI Deactivation Date",)),
    Column("reactivated", ("NPI Reactivation Date",)),
    *(column for number in range(1, SLOTS + 1) for column in _slot(number)),
)
ENDED_COLUMNS: Final = (
    Column("number", ("NPI",)),
    Column("deactivated", ("NPPES Deactivation Date", "NPI Deactivation Date")),
)
# The List of Excluded Individuals and Entities of the Office of Inspector General, as its CSV is remembered.
EXCLUDED_COLUMNS: Final = (
    Column("number", ("NPI",)),
    Column("excluded", ("EXCLDATE",)),
    Column("reinstated", ("REINDATE",)),
)
NO_NUMBER: Final = "0000000000"  # of most on that list: they can't be found by number
NO_DAY: Final = frozenset({"", "00000000"})


def normalise(text: str) -> str:
    """Return the number without the blanks around it."""
    return text.strip()


def problem(number: str) -> str | None:
    """Return "number" for what is not ten digits beginning with 1 or 2, "check_digit" for a wrong last one."""
    if not PATTERN.fullmatch(number):
        return "number"
    return None if luhn.is_valid(ISSUER + number) else "check_digit"


def row(fields: Sequence[str], file_date: date) -> Row:
    """Return one row of the file; raise `BadRow`. A row of a number that has ended may hold nothing but its dates."""
    number, entity, replacement, organisation, family, given, middle, credential, other, *rest = fields
    city, region, postcode, country, telephone, updated, deactivated, reactivated, *slots = rest
    if code := problem(number):
        raise BadRow(code, number)
    ended, again = _day(deactivated, number), _day(reactivated, number)
    said = ENTITIES.get(entity, "")
    name = family if said == PERSON else organisation
    if ended is None and not (said and name):
        raise BadRow("name" if said else "entity", number)
    day = _day(updated, number) or max(filter(None, (ended, again)), default=None)
    if day is None:
        raise BadRow("date", number)
    person = said == PERSON
    return Row(
        number=number,
        entity=said,
        replacement=replacement,
        family=name,
        given=given if person else "",
        middle=middle if person else "",
        other_family=other if person else "",
        credential=credential if person else "",
        city=city,
        region=region,
        postcode=postcode,
        country=country or (COUNTRY if region else ""),
        telephone=telephone,
        updated=day,
        deactivated=ended,
        reactivated=again,
        licences=_licences(slots),
    )


def ended_row(fields: Sequence[str], file_date: date) -> Row:
    """Return the bare row for one line of the monthly report of deactivated numbers; raise `BadRow`."""
    number, deactivated = fields
    if code := problem(number):
        raise BadRow(code, number)
    day = _day(deactivated, number)
    if day is None:
        raise BadRow("date", number)
    return bare_row(number, ended=day)


def excluded_row(fields: Sequence[str], file_date: date) -> Row | None:
    """Return the bare row for a line of the list of excluded persons, None without a number or once reinstated."""
    number, excluded, reinstated = fields
    if number in ("", NO_NUMBER) or reinstated not in NO_DAY:
        return None
    if code := problem(number):
        raise BadRow(code, number)
    try:
        day = date.fromisoformat(excluded)  # YYYYMMDD
    except ValueError:
        raise BadRow("date", number) from None
    return bare_row(number, ended=day)


def _licences(slots: Sequence[str]) -> tuple[Licence, ...]:
    if not any(slots):
        return ()
    fours = zip(slots[0::4], slots[1::4], slots[2::4], slots[3::4], strict=True)
    return tuple(
        Licence(number=licence, region=region, taxonomy=taxonomy, primary=primary == "Y")
        for taxonomy, licence, region, primary in fours
        if taxonomy or licence
    )


def _day(text: str, number: str) -> date | None:
    if not text:
        return None
    try:
        return _parsed(text)
    except ValueError:
        raise BadRow("date", number) from None


@lru_cache(maxsize=20_000)
def _parsed(text: str) -> date:
    """MM/DD/YYYY, as the file has it."""
    found = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", text, re.ASCII)
    if found is None:
        raise ValueError(text)
    month, day, year = map(int, found.groups())
    return date(year, month, day)


TABLE: Final = Table(COLUMNS, row)
ENDED: Final = Table(ENDED_COLUMNS, ended_row)
EXCLUDED: Final = Table(EXCLUDED_COLUMNS, excluded_row)

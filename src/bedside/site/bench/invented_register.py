"""Invented registers of any size, in the shape of the file of NPPES: 330 columns, zipped, written as they are made.

No row is a real person's. Names come from two short lists, so a search by name finds far more alike than a real one.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from stdnum import luhn

from bedside.policy.registers import us_npi

MEMBER: Final = "npidata_pfile_20050523-20261108.csv"
_FAMILIES: Final = (
    "ALDER BIRCHWOOD CALLOWAY DUNMORE EASTLAKE FENWICK GREYSON HARROW INGLEBY JUNIPER KESTREL LARKSPUR "
    "MERRIDEW NORTHCOTE OAKHURST PENHALE QUILLER ROWANTREE STILLWATER THORNBURY UNDERHILL VALEMONT WINTERS "
    "XANDERLEY YARROW ZEPHYR"
)
FAMILIES: Final = tuple(_FAMILIES.split())
_GIVEN: Final = (
    "ADA BRAM CLEO DARA EDDA FINN GITA HUGO IRIS JONAS KAYA LEIF MAEVE NILS OONA PETRA QUINN REMY SASKIA TOVE "
    "ULA VIGO WREN XENIA YARA ZENO"
)
GIVEN: Final = tuple(_GIVEN.split())
_REGIONS: Final = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH "
    "OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
)
REGIONS: Final = tuple(_REGIONS.split())
CITIES: Final = 400  # in the whole country: SAMPLETON 0 to 399
CODES: Final = ("207R00000X", "207Q00000X", "2084N0400X", "208000000X", "163W00000X", "363L00000X", "183500000X")
_FIRST: Final = 1_000_000  # of the seven digits in the middle of a number


def number_of(place: int) -> str:
    """Return the number of the row at `place`, from 0: 29, seven digits of a counter, and a right check digit."""
    front = f"29{_FIRST + place:07d}"
    return front + str(luhn.calc_check_digit(us_npi.ISSUER + front))


def name_of(place: int) -> tuple[str, str, str]:
    """Return the family name, the given name and the other last name of a row; one in twenty has a double name."""
    family = FAMILIES[place % 26]
    if place % 20 == 5:
        family = f"{family}-{FAMILIES[place // 26 % 26]}"
    return family, GIVEN[place // 26 % 26], FAMILIES[place // 3 % 26] if place % 33 == 5 else ""


def region_of(place: int) -> str:
    """Return the region of a row; large ones have more rows, as in life."""
    return REGIONS[place * place // 7 % len(REGIONS)]


def city_of(place: int) -> str:
    """Return the city of a row."""
    return f"SAMPLETON {chr(65 + place * 7 % CITIES % 26)}{place * 7 % CITIES}"


def is_person(place: int) -> bool:
    """Three of four rows are of persons, as in the real file."""
    return place % 4 != 3


def licence_of(place: int) -> str:
    """Return the licence number of a person's row."""
    return f"{10_000 + place * 31 % 9_000_000}"


def write(path: Path, *, rows: int) -> None:
    """Write a zipped register of so many rows; a fiftieth has ended and says no more than that."""
    columns = _columns()
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(MEMBER, "w", force_zip64=True) as raw,
        io.TextIOWrapper(raw, encoding="utf-8", newline="", write_through=False) as text,
    ):
        csv.writer(text, quoting=csv.QUOTE_ALL).writerow(columns)
        behind = ',""' * (len(columns) - len(_known()))
        for place in range(rows):
            text.write('"' + '","'.join(_fields(place)) + '"' + behind + "\r\n")


def _known() -> list[str]:
    return [column.headers[0] for column in us_npi.COLUMNS]


def _columns() -> list[str]:
    known = _known()
    return [*known, *(f"Other Provider Identifier_{number}" for number in range(1, 331 - len(known)))]


def _fields(place: int) -> Iterator[str]:
    number = number_of(place)
    if place % 50 == 11:
        ended = {"number": number, "deactivated": "03/01/2024"}
        return (ended.get(column.name, "") for column in us_npi.COLUMNS)
    return iter(_person(place, number) if is_person(place) else _organisation(place, number))


def _person(place: int, number: str) -> list[str]:
    family, given, other = name_of(place)
    code, licence, region = CODES[place % len(CODES)], licence_of(place), region_of(place)
    front = [number, "1", "", "", family, given, "", "M.D.", other, *_where(place), "01/15/2025", "", ""]
    second = [CODES[place // 7 % len(CODES)], licence, region, "N"] if place % 5 == 0 else [""] * 4
    return [*front, code, licence, region, "Y", *second, *[""] * 52]


def _organisation(place: int, number: str) -> list[str]:
    name = f"{FAMILIES[place // 4 % 26]} FAMILY CLINIC {place} LLC"
    return [number, "2", "", name, "", "", "", "", "", *_where(place), "01/15/2025", "", "", *[""] * 60]


def _where(place: int) -> list[str]:
    return [city_of(place), region_of(place), f"{place % 100_000:05d}0000", "US", f"555010{place % 10_000:04d}"]

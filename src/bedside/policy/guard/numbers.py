"""Comparing values as they are written: folding, country codes, check digits, published help lines."""

from __future__ import annotations

import re
from functools import cache

from bedside.policy.guard.tables import rows, text_of

_NOT_DIGIT = re.compile(r"\D")
_NOT_ALNUM = re.compile(r"[\W_]")
_TRUNK = re.compile(r"\(0\)")
_EXTENSION = re.compile(r"(?:ext|x|extension)\W{0,3}\d{1,6}\Z", re.IGNORECASE)
COUNTRY_CODES = {
    "AR": "54", "AT": "43", "AU": "61", "CA": "1", "DE": "49", "ES": "34", "FR": "33", "GB": "44", "IE": "353",
    "IN": "91", "IT": "39", "NL": "31", "NZ": "64", "US": "1",
}  # fmt: skip
_PUBLISHED = re.compile(r'(?:tel|sms): "([^"]*)"')
_ONE_LINE = re.compile(r"\+?\d[\d -]*\d")


def digits(value: str) -> str:
    """Give the digits of `value` alone."""
    return _NOT_DIGIT.sub("", value)


@cache
def help_lines() -> frozenset[str]:
    """Give the digits of published help lines: they lead to a service, not to a person.

    From the operator's starting list of crisis lines (`data/crisis_lines.yaml`) and other public lines
    (`data/help_lines.tsv`); both with and without the 1 before North American numbers.
    """
    listed = _PUBLISHED.findall(text_of("crisis_lines.yaml"))
    lines = {digits(line) for shown in listed for line in _ONE_LINE.findall(shown)}
    lines |= {row[0] for row in rows("help_lines.tsv")}
    return frozenset(lines | {line[1:] for line in lines if len(line) == 11 and line[0] == "1"})


def folded(value: str) -> str:
    """Give the letters and digits of `value` in one case, for exact comparison of numbers and codes."""
    return _NOT_ALNUM.sub("", value).casefold()


def same_phone(found: str, own: str, *, country: str | None) -> bool:
    """Say whether two ways of writing a telephone number mean the same line.

    International forms are compared whole. A national form equals an international one when the rest of that one is a
    country code: `country`'s if known, else any of up to three digits.
    """
    one, two = _international(found), _international(own)
    if one and two:
        return one == two
    if one or two:
        return _fits(national=_national(found if two else own), whole=one or two, country=country)
    return _national(found) == _national(own)


def _fits(*, national: str, whole: str, country: str | None) -> bool:
    if len(national) < 7 or not whole.endswith(national):
        return False
    code = whole[: len(whole) - len(national)]
    known = COUNTRY_CODES.get(country or "")
    return code == known if known else 1 <= len(code) <= 3


def _international(value: str) -> str:
    """Give country code and number, or "" for a number written as at home."""
    bare = _EXTENSION.sub("", _TRUNK.sub("", value.strip()))
    number = digits(bare)
    if bare.startswith("+"):
        return number
    if number.startswith("00"):
        return number[2:]
    return number if len(number) == 11 and number.startswith("1") else ""


def _national(value: str) -> str:
    return digits(_EXTENSION.sub("", value)).lstrip("0")


def same_link(found: str, own: str) -> bool:
    """Say whether two links lead to the same page: scheme, `www.` and a trailing slash do not count."""
    return _page(found) == _page(own)


def _page(link: str) -> str:
    bare = re.sub(r"\A(?:https?://)?(?:www\.)?", "", link.strip(), flags=re.IGNORECASE).rstrip("/")
    host, slash, path = bare.partition("/")
    return host.casefold() + slash + path


def has_luhn_digit(number: str) -> bool:
    """Say whether the last digit is the Luhn check digit of the others (ISO/IEC 7812-1, annex B)."""
    odd = [int(digit) for digit in number[-1::-2]]
    even = [int(digit) * 2 for digit in number[-2::-2]]
    return (sum(odd) + sum(digit - 9 if digit > 9 else digit for digit in even)) % 10 == 0

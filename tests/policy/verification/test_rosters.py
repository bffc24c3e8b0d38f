"""An employer's list of staff, line by line."""

import pytest

from bedside.policy.verification.rosters import MOST, Named, Problem, WrongHeader, read

HEADER = "register,number,family,given"


def one(line: str) -> Named | Problem:
    (found,) = read([HEADER, line])
    return found


def test_a_line_names_a_number_as_its_register_writes_it() -> None:
    assert one(" us_npi , 2900000029 ,Haddad,Uma") == Named(2, "us_npi", "2900000029", "Haddad", "Uma")


def test_a_byte_order_mark_and_empty_lines_do_no_harm() -> None:
    assert [
        type(row) for row in read(["\ufeffRegister,Number,Family,Given\n", "\n", "us_npi,2900000029,Haddad,Uma\n"])
    ] == [Named]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("us_npi,2900000029,Haddad", "a line has the 4 fields"),
        ("us_npi,2900000029,Haddad,Uma,x", "a line has the 4 fields"),
        (f"us_npi,2900000029,{'H' * 501},Uma", "a line has the 4 fields"),
        ("gmc,1234567,Haddad,Uma", "there is no register of this name"),
        ("us_npi,2900000028,Haddad,Uma", "no number of this register"),
        ('us_npi,"=1+1",Haddad,Uma', "no number of this register"),
        ("us_npi,2900000029,,Uma", "is missing"),
        ("us_npi,2900000029,Haddad, ", "is missing"),
    ],
)
def test_a_wrong_line_is_named(line: str, why: str) -> None:
    found = one(line)
    assert isinstance(found, Problem)
    assert (found.line, why in found.reason) == (2, True)


def test_a_number_stands_on_a_list_once() -> None:
    twice = list(read([HEADER, "us_npi,2900000029,Haddad,Uma", "us_npi, 2900000029,Haddad,U"]))
    assert [type(row) for row in twice] == [Named, Problem]


@pytest.mark.parametrize("header", ["number,register,family,given", "register;number;family;given", ""])
def test_another_first_line_is_refused(header: str) -> None:
    with pytest.raises(WrongHeader, match="register,number,family,given"):
        list(read([header, "us_npi,2900000029,Haddad,Uma"]))


def test_a_list_has_an_end() -> None:
    assert MOST == 50_000

"""A list of handles: what is taken, what is refused and why, and which file is refused whole. All rows are invented."""

from datetime import date

import pytest

from bedside.policy.directory.handles_file import COLUMNS, BadRow, Row, WrongFile, read

HEADER = ",".join(COLUMNS) + "\r\n"
TODAY = date(2026, 11, 22)
GOOD = {
    "network": "mastodon",
    "handle": "@Uma@Clinic.example",
    "display_name": "Uma Haddad",
    "profession": "Physician",
    "specialty": "Neurology",
    "country": "us",
    "languages": "en;ar",
    "url": "https://clinic.example/@uma",
    "source": "A society's list",
    "added_on": "2026-03-01",
}


def line(**changed: str) -> str:
    cells = (GOOD | changed).values()
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\r\n"


def taken(*lines: str) -> list[Row | BadRow]:
    return list(read([HEADER, *lines], today=TODAY))


def test_a_row_is_taken_in_one_form():
    assert taken(line()) == [
        Row(
            line=2,
            network="fediverse",
            handle="uma@clinic.example",
            name="Uma Haddad",
            profession="Physician",
            specialty="Neurology",
            country="US",
            languages=("en", "ar"),
            url="https://clinic.example/@uma",
            source="A society's list",
            added_on=date(2026, 3, 1),
        )
    ]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"network": "myspace"}, "the network is none that is known here"),
        ({"handle": "uma"}, "this can't be a handle on Fediverse"),
        ({"handle": "=HYPERLINK(1)"}, "handle is a formula"),
        ({"handle": "@@uma@clinic.example"}, "handle is a formula"),
        ({"display_name": ""}, "display_name is empty"),
        ({"display_name": "=+-@"}, "display_name is empty"),
        ({"display_name": "\u202eadU"}, "display_name holds hidden characters"),
        ({"display_name": "Uma\x00"}, "display_name holds hidden characters"),
        ({"specialty": "n\u2066eurology"}, "specialty holds hidden characters"),
        ({"display_name": "Uma \ufffd"}, "display_name holds hidden characters"),
        ({"profession": "x" * 501}, "profession has 501 characters; 500 is the most"),
        ({"country": "USA"}, "country is not the two letters of one"),
        ({"country": "QQ"}, "country is not the two letters of one"),
        ({"languages": "en;klingon"}, "languages holds 'klingon', which is no code of a language we know"),
        ({"languages": "en ar de fr es it pt nl pl"}, "languages holds 9; 8 is the most"),
        ({"url": "http://clinic.example/@uma"}, "the address does not begin with https://"),
        ({"url": "https://elsewhere.example/@uma"}, "the address is not one of Fediverse"),
        ({"url": "https://notclinic.example/@uma"}, "the address is not one of Fediverse"),
        ({"url": "https://clinic.example/@another"}, "the address is another's: the handle is not in it"),
        ({"url": "https://uma@clinic.example/"}, "the address is not a plain one"),
        ({"url": "https://clinic.example:8443/@uma"}, "the address is not a plain one"),
        ({"url": "https://[clinic.example/@uma"}, "the address can't be read"),
        ({"url": "javascript:alert(1)"}, "the address does not begin with https://"),
        ({"source": "  "}, "source is empty"),
        ({"added_on": "1 March 2026"}, "added_on is not a day such as 2026-03-01"),
        ({"added_on": "2026-02-30"}, "added_on is not a day such as 2026-03-01"),
        ({"added_on": "2026-11-23"}, "added_on is a day to come, or too long ago"),
        ({"added_on": "1999-01-01"}, "added_on is a day to come, or too long ago"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_reason_and_the_rest_goes_on(
    changed: dict[str, str], reason: str
) -> None:
    bad, good = taken(line(**changed), line())
    assert bad == BadRow(2, reason)
    assert isinstance(good, Row)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=HYPERLINK(1)", "HYPERLINK(1)"),
        ("+Physician", "Physician"),
        ("-Physician", "Physician"),
        ("@SUM(1)", "SUM(1)"),
        ("'=1+1", "1+1"),
        (" \t=1+1", "1+1"),
        ("= = +1", "1"),
        ("Physician - retired", "Physician - retired"),
    ],
)
def test_a_formula_is_no_formula_any_more(cell: str, kept: str) -> None:
    (row,) = taken(line(profession=cell))
    assert isinstance(row, Row)
    assert row.profession == kept


@pytest.mark.parametrize(
    "handle", ["@uma@clinic.example", "uma@clinic.example", "'@UMA@CLINIC.EXAMPLE", " uma@clinic.example"]
)
def test_the_sign_before_a_handle_is_the_handle_s_and_no_formula(handle: str) -> None:
    (row,) = taken(line(handle=handle))
    assert isinstance(row, Row)
    assert row.handle == "uma@clinic.example"


@pytest.mark.parametrize("first", [HEADER, "\ufeff" + HEADER, HEADER.upper(), HEADER.replace(",", " , ")])
def test_the_header_may_have_a_mark_before_it_and_blanks(first: str) -> None:
    assert isinstance(next(read([first, line()], today=TODAY)), Row)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "this is not the header"),
        ([line()], "this is not the header"),
        (["network,handle\r\n"], "it lacks display_name, profession"),
        ([",".join(reversed(COLUMNS)) + "\r\n"], "its columns are in another order"),
        ([HEADER.strip() + ",followers\r\n"], "or there are more"),
    ],
)
def test_another_header_stops_the_whole_file(lines: list[str], said: str) -> None:
    with pytest.raises(WrongFile, match=said):
        list(read(lines, today=TODAY))


@pytest.mark.parametrize("cut", range(1, len(line().rstrip())))
def test_a_file_that_is_cut_anywhere_in_its_last_row_is_refused_whole(cut: int) -> None:
    with pytest.raises(WrongFile, match="cut"):
        taken(line(), line()[:cut])


def test_a_last_row_without_a_line_end_is_no_cut():
    assert isinstance(taken(line().rstrip())[0], Row)


def test_a_row_with_too_few_or_too_many_fields_is_refused():
    few, many, good = taken("fediverse,uma@clinic.example\r\n", line().rstrip() + ",more\r\n", line())
    assert few == BadRow(2, "it has 2 fields, not 10")
    assert many == BadRow(3, "it has 11 fields, not 10")
    assert isinstance(good, Row)


def test_a_quote_that_never_ends_stops_the_whole_file():
    with pytest.raises(WrongFile, match="line 3"):
        taken('"fediverse,uma@clinic.example\r\n', line())


def test_other_letters_than_utf_8_stop_the_whole_file(tmp_path):
    file = tmp_path / "handles.csv"
    file.write_bytes(HEADER.encode() + line(display_name="Zoë").encode("latin-1"))
    with file.open(encoding="utf-8", newline="") as lines, pytest.raises(WrongFile, match="not UTF-8"):
        list(read(lines, today=TODAY))


def test_empty_lines_are_nothing():
    assert [type(row) for row in taken("\r\n", line(), ",,,,,,,,,\r\n")] == [Row]


def test_a_later_row_of_one_handle_keeps_what_only_the_earlier_one_said():
    earlier, later = taken(line(), line(handle="UMA@clinic.example", display_name="Uma H.", specialty="", languages=""))
    assert isinstance(earlier, Row)
    assert isinstance(later, Row)
    assert earlier.merged_by == later.merged_by
    merged = later.with_earlier(earlier)
    assert (merged.name, merged.specialty, merged.languages) == ("Uma H.", "Neurology", ("en", "ar"))

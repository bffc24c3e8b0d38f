"""An operator's list of crisis lines: bad rows are named by their line; the list that comes along shows none."""

from datetime import date

import pytest

from bedside.policy.emergency import NUMBERS
from bedside.policy.helplines.dialling import calls, texts
from bedside.policy.helplines.reading import MOST_BYTES, BadRow, Row, WrongFile, read, starting_list

TODAY = date(2026, 11, 22)
HEAD = "country,name,telephone,sms,hours,languages,checked_on,checked_by\n"


def rows(text: str | bytes) -> list[Row | BadRow]:
    return read(text.encode() if isinstance(text, str) else text, today=TODAY)


def test_the_list_that_comes_along_can_be_read_and_not_one_of_its_lines_was_called():
    found = read(starting_list(), today=TODAY)
    assert [row for row in found if isinstance(row, BadRow)] == []
    good = [row for row in found if isinstance(row, Row)]
    assert len(good) == 24
    assert {row.country for row in good} == set(NUMBERS)
    assert all(row.checked_on is None for row in good)
    assert all(calls(row.telephone) or texts(row.sms) for row in good)


def test_a_number_with_a_leading_nought_stays_what_it_is_without_quotes():
    (row,) = rows("- {cc: ES, lines: [{name: Linea, tel: 024}]}")
    assert isinstance(row, Row)
    assert row.telephone == "024"


def test_csv_and_yaml_say_the_same():
    csv = rows(HEAD + 'ie,Samaritans,116 123,,"day, night",en,2026-11-01,Ann\n')
    yaml = rows(
        "\n- cc: IE\n  lines:\n  - {name: Samaritans, tel: 116 123, hours: 'day, night', languages: en,"
        " checked_on: 2026-11-01, checked_by: Ann}\n"
    )
    assert [(row.country, row.telephone, row.checked_on) for row in csv] == [("IE", "116 123", date(2026, 11, 1))]
    assert [(row.hours, row.checked_by) for row in csv] == [(row.hours, row.checked_by) for row in yaml]
    assert [row.line for row in (*csv, *yaml)] == [2, 4]


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("XX,A,988,,,,,", "country"),
        ("GBR,A,988,,,,,", "country"),
        ("GB,,988,,,,,", "name"),
        ("GB,A,,,,,,", "telephone number"),
        ("GB,A,call us,,,,,", "dial"),
        ("GB,A,116 123 / none,,,,,", "dial"),
        ("GB,A,,write,,,,", "write to"),
        ("GB,A,988,,,,,Ann", "checked_on"),
        ("GB,A,988,,,,2026-11-01,", "checked_by"),
        ("GB,A,988,,,,1 Nov,Ann", "2026-03-31"),
        ("GB,A,988,,,,2026-11-23,Ann", "to come"),
        ("GB,A,988,,", "cells"),
        (f"GB,{'A' * 81},988,,,,,", "longer"),
        ("GB,A\u202eB,988,,,,,", "hidden"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_its_reason(row, word):
    found = rows(HEAD + "GB,Good,116 123,,,,,\n" + row + "\n")
    assert isinstance(found[0], Row)
    assert isinstance(found[1], BadRow)
    assert found[1].line == 3
    assert word in found[1].reason


def test_a_line_that_comes_twice_is_bad_the_second_time_also_in_one_line_of_yaml():
    found = rows("- {cc: GB, lines: [{name: A, tel: '988'}, {name: a, tel: '989'}]}")
    assert [type(row) for row in found] == [Row, BadRow]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "a: b",
        "- {cc: GB, lines: [",
        "country,name,colour\nGB,A,red\n",
        "country,country,name\n",
        HEAD,
        HEAD + 'GB,"A\n',
        b"\xff\xfe\x00",
        "- {cc: GB, lines: []}",
        HEAD + "GB,A\x00,988,,,,,\n",
        b"x" * (MOST_BYTES + 1),
    ],
)
def test_what_is_no_list_is_refused_as_a_whole(text):
    with pytest.raises(WrongFile):
        rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "- GB",
        "- {cc: GB}",
        "- {cc: [GB], lines: [{name: A, tel: '988'}]}",
        "- {cc: GB, lines: [988]}",
        "- {cc: GB, lines: [{name: A, tel: ['988']}]}",
        "- {cc: GB, lines: [{name: A, tel: '988', colour: red}]}",
        "- {cc: GB, lines: [{name: A, name: B, tel: '988'}]}",
    ],
)
def test_yaml_of_another_shape_is_a_bad_row_and_no_crash(text):
    assert [type(row) for row in rows(text)] == [BadRow]


def test_yaml_that_would_make_an_object_of_ours_makes_none():
    (row,) = rows("- {cc: GB, lines: [{name: !!python/object/apply:os.getcwd [], tel: '988'}]}")
    assert isinstance(row, BadRow)

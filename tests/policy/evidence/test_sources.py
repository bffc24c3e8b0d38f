"""The readers of the public sets take what they can, refuse the rest with its line, and keep no review texts."""

import io
from dataclasses import fields

import pytest

from bedside.policy.evidence.sources import DRUGSCOM_COLUMNS, BadRow, Row, WrongHeader, read_druglib, read_drugscom

DRUGSCOM = "patient_id,drug_name,med_condition,rating\n"
DRUGLIB = (
    "\turlDrugName\trating\teffectiveness\tsideEffects\tcondition\tbenefitsReview\tsideEffectsReview\tcommentsReview\n"
)
SECRET = "nobody must keep this"


def druglib_line(
    number: str = "7",
    *,
    drug: str = "tea-xr",
    rating: str = "8",
    effect: str = "Highly Effective",
    harm: str = "Mild Side Effects",
    condition: str = "Bad  Sleep ",
    text: str = SECRET,
) -> str:
    return "\t".join([number, drug, rating, effect, harm, condition, text, text, text]) + "\r\n"


def druglib(*lines: str) -> list[Row | BadRow]:
    return list(read_druglib(io.StringIO(DRUGLIB + "".join(lines), newline="\n")))


def drugscom(*lines: str) -> list[Row | BadRow]:
    return list(read_drugscom(io.StringIO(DRUGSCOM + "".join(lines), newline="\n")))


def codes(records: list[Row | BadRow]) -> list[str]:
    return [record.code if isinstance(record, BadRow) else "taken" for record in records]


def test_a_druglib_row_is_taken_with_its_levels() -> None:
    assert druglib(druglib_line()) == [
        Row(
            line=2,
            source_id="7",
            treatment="tea-xr",
            purpose="bad sleep",
            helped=True,
            effect=4,
            side_effects=1,
            rating=8,
        )
    ]


def test_a_drugscom_row_is_taken_and_its_rating_makes_no_effect() -> None:
    assert drugscom('12,Tea / honey,"sleep, bad",7.0\n') == [
        Row(
            line=2,
            source_id="12",
            treatment="Tea / honey",
            purpose="sleep, bad",
            helped=True,
            effect=None,
            side_effects=None,
            rating=7,
            known=False,
        )
    ]


@pytest.mark.parametrize(
    ("words", "level", "helped"),
    [
        ("Ineffective", 0, False),
        ("Marginally Effective", 1, False),
        ("Moderately Effective", 2, False),
        ("Considerably Effective", 3, True),
        ("Highly Effective", 4, True),
    ],
)
def test_the_five_effect_levels_map_one_to_one(words: str, level: int, helped: bool) -> None:
    (row,) = druglib(druglib_line(effect=words))
    assert isinstance(row, Row)
    assert (row.effect, row.helped) == (level, helped)


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("No Side Effects", 0),
        ("Mild Side Effects", 1),
        ("Moderate Side Effects", 2),
        ("Severe Side Effects", 3),
        ("Extremely Severe Side Effects", 4),
    ],
)
def test_the_five_side_effect_levels_map_one_to_one(words: str, level: int) -> None:
    (row,) = druglib(druglib_line(harm=words))
    assert isinstance(row, Row)
    assert row.side_effects == level


@pytest.mark.parametrize(("rating", "helped"), [("6.0", False), ("7.0", True), ("10", True), ("1", False)])
def test_a_drugscom_rating_of_7_or_more_counts_as_helped(rating: str, helped: bool) -> None:
    (row,) = drugscom(f"1,Tea,sleep,{rating}\n")
    assert isinstance(row, Row)
    assert row.helped is helped


def test_a_damaged_condition_is_mended_and_marked() -> None:
    (row,) = drugscom("1,Tea,bipolar disorde,7\n")
    assert isinstance(row, Row)
    assert (row.purpose, row.repaired) == ("bipolar disorder", True)


def test_the_texts_of_a_review_are_nowhere_in_what_is_kept() -> None:
    (row,) = druglib(druglib_line())
    assert SECRET not in repr([getattr(row, field.name) for field in fields(row)])


def test_a_line_break_inside_quotes_splits_no_record_and_lines_are_counted_as_an_editor_does() -> None:
    broken_text = '"one\r\r\ntwo\nthree"'
    records = druglib(druglib_line("1", text=broken_text), druglib_line("2", rating="11"))
    assert codes(records) == ["taken", "rating"]
    assert records[1].line == 9


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param(druglib_line("x"), "number", id="own number is no number"),
        pytest.param(druglib_line(""), "number", id="no own number"),
        pytest.param(druglib_line("٣"), "number", id="digits of another script"),
        pytest.param(druglib_line("9" * 19), "number", id="own number too long"),
        pytest.param(druglib_line(drug=" "), "missing", id="no drug"),
        pytest.param(druglib_line(condition=""), "missing", id="no condition"),
        pytest.param(druglib_line(condition="N/A"), "missing", id="condition not available"),
        pytest.param(druglib_line(condition="a" * 201), "too_long", id="condition too long"),
        pytest.param(druglib_line(condition="sl\ufffdep"), "characters", id="wrong encoding"),
        pytest.param(druglib_line(drug="te\x00a"), "characters", id="control character"),
        pytest.param(druglib_line(drug="te\u202ea"), "characters", id="text direction character"),
        pytest.param(druglib_line(rating="0"), "rating", id="rating too low"),
        pytest.param(druglib_line(rating="7.5"), "rating", id="rating not whole"),
        pytest.param(druglib_line(rating=""), "rating", id="no rating"),
        pytest.param(druglib_line(effect="Very Effective"), "level", id="unknown effect"),
        pytest.param(druglib_line(harm=""), "level", id="no side-effect level"),
        pytest.param("7\ttea\t8\n", "columns", id="too few columns"),
        pytest.param(druglib_line(text="a\tb"), "columns", id="too many columns"),
        pytest.param(druglib_line(drug='"te"a'), "unreadable", id="quotation mark in the middle"),
    ],
)
def test_a_bad_druglib_row_is_refused_with_its_line_and_the_next_is_read(line: str, code: str) -> None:
    records = druglib(line, druglib_line("8"))
    assert codes(records) == [code, "taken"]
    assert records[0].line == 2


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("1,Tea,4</span> users found this comment helpful.,7\n", "condition_page_text"),
        ("1,Tea,not listed / othe,7\n", "condition_not_listed"),
        ("1,Tea,min),7\n", "condition_medicine_name"),
        ("1,Tea,pe,7\n", "condition_fragment"),
        ("1,Tea,,7\n", "condition_empty"),
        ("1,Tea,sleep\n", "columns"),
        ("1,Tea,sleep,good\n", "rating"),
    ],
)
def test_a_bad_drugscom_row_is_refused_with_a_code(line: str, code: str) -> None:
    assert codes(drugscom(line)) == [code]


def test_a_reason_is_in_plain_words() -> None:
    (bad,) = drugscom("1,Tea,sleep,12\n")
    assert bad == BadRow(line=2, code="rating", reason="the rating is not a whole number from 1 to 10")


def test_a_number_used_twice_is_refused_the_second_time() -> None:
    records = drugscom("1,Tea,sleep,7\n", "01,Tea,sleep,8\n")
    assert records[1] == BadRow(line=3, code="repeated", reason="the row's number 1 was used before, in line 2")


def test_a_quotation_mark_that_is_never_closed_is_reported_with_all_its_lines() -> None:
    records = drugscom("1,Tea,sleep,7\n", '2,"Tea,sleep,7\n', "3,Tea,sleep,7\n")
    assert codes(records) == ["taken", "unreadable"]
    assert isinstance(records[1], BadRow)
    assert records[1].reason.startswith("lines 3 to 4 cannot be split")


def test_empty_lines_are_passed_over() -> None:
    assert codes(drugscom("\n", "1,Tea,sleep,7\n", "\n")) == ["taken"]


def test_a_mark_of_byte_order_before_the_header_does_no_harm() -> None:
    assert list(read_drugscom(["\ufeff" + DRUGSCOM])) == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        pytest.param([], "The file is empty", id="empty file"),
        pytest.param(["name,age\n"], "It begins with name, age", id="another file"),
        pytest.param([DRUGLIB], "It begins with", id="the other format"),
        pytest.param(['"a"b,c\n'], "cannot be read", id="not a table"),
        pytest.param(["\x1f\x8b\x08\x00\n"], "must name the columns patient_id, drug_name", id="still packed"),
    ],
)
def test_a_wrong_header_is_told_before_any_row_is_read(lines: list[str], said: str) -> None:
    with pytest.raises(WrongHeader, match=said):
        read_drugscom(lines)


@pytest.mark.parametrize(("condition", "known"), [("ADHD", True), ("high blood pressure", True), ("zq-itis", False)])
def test_it_is_told_whether_some_list_knows_a_condition(condition: str, known: bool) -> None:
    (row,) = drugscom(f"12,Tea,{condition},7\n")
    assert (row.known, row.repaired) == (known, False)


def test_a_condition_is_mended_by_the_names_of_a_vocabulary_too() -> None:
    lines = [",".join(DRUGSCOM_COLUMNS) + "\n", "12,Tea,acial erythema of cold weathe,7\n"]
    (left,) = read_drugscom(lines)
    (mended,) = read_drugscom(lines, vocabulary=frozenset({"facial erythema of cold weather"}))
    assert (left.purpose, left.known) == ("acial erythema of cold weathe", False)
    assert (mended.purpose, mended.repaired, mended.known) == ("facial erythema of cold weather", True, True)


@pytest.mark.parametrize("whole", ["eczema", "anxiety"])
def test_a_whole_condition_is_not_touched_whatever_a_vocabulary_holds(whole: str) -> None:
    lines = [",".join(DRUGSCOM_COLUMNS) + "\n", f"12,Tea,{whole},7\n"]
    (row,) = read_drugscom(lines, vocabulary=frozenset({f"f{whole}", f"{whole}r", f"for {whole}"}))
    assert (row.purpose, row.repaired) == (whole, False)

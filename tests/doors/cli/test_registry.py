"""`bedside import registry`: all of a file or nothing, in plain words, and safe to repeat."""

import argparse
import gzip
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.registers import queries
from bedside.areas.registers.models import Entry, Import, Licence, StagedEntry, StagedLicence
from bedside.doors.cli import import_
from bedside.kit import packed
from bedside.kit.outbox.models import OutboxRow
from bedside.policy.registers.model import Specialty
from tests import registers_data as data

pytestmark = pytest.mark.django_db

MEMBER = "npidata_pfile_20050523-{day}.csv"
MONTH, NEXT_MONTH, THIRD_MONTH = "20261011", "20261108", "20261122"
Rows = list[dict[str, str]]


def run(path: Path, *more: str, what: str = "registry") -> int:
    parser = argparse.ArgumentParser()
    import_.add_parsers(parser.add_subparsers())
    args = parser.parse_args(["import", what, str(path), *more])
    code: int = args.run(args)
    return code


@pytest.fixture
def as_zip(tmp_path: Path) -> Callable[..., Path]:
    def made(content: bytes, day: str = MONTH, name: str = "", **more: bytes) -> Path:
        path = tmp_path / (name or f"register-{day}.zip")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MEMBER.format(day=day), content)
            archive.writestr(MEMBER.format(day=day).replace(".csv", "_fileheader.csv"), content[:2000])
            archive.writestr("othername_pfile_20050523-20261011.csv", "NPI,Other\n")
        return path

    return made


def changed(some: Rows, place: int, **more: str) -> Rows:
    """The rows with one of them changed; names of columns have _ for blanks."""
    names = {name.replace(" ", "_").split("_(")[0]: name for name in data.header()}
    return [*some[:place], some[place] | {names[name]: text for name, text in more.items()}, *some[place + 1 :]]


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(datetime(2026, 11, 22, 12, tzinfo=UTC))


def nothing_is_there() -> bool:
    return not any(model.objects.exists() for model in (Entry, Licence, Import, StagedEntry, StagedLicence))


def test_the_invented_register_is_taken_in_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data.FIXTURE, "--date", "2026-11-01") == 0
    out = capsys.readouterr().out
    assert "full file of 2026-11-01: 1000 rows" in out
    assert "1000 numbers were new, 0 changed, 0 were not newer than known." in out
    assert "0 numbers that were active have ended. 0 active ones were not in this full file." in out
    assert Entry.objects.filter(entity="person").count() == 757
    assert Entry.objects.filter(active=False).count() == 17
    assert Entry.objects.exclude(family_key="").count() == 757
    assert not StagedEntry.objects.exists()


def test_a_row_is_kept_with_what_is_needed_and_no_more() -> None:
    run(data.FIXTURE, "--date", "2026-11-01")
    found = queries.entry("us_npi", " 2900000003 ")
    assert found is not None
    assert (found.family, found.given, found.city, found.region, found.country) == (
        "UEDA",
        "BEN",
        "SAMPLETON",
        "NC",
        "US",
    )
    assert found.licences == (("71239", "NC", "122300000X", True),)
    assert (found.telephone, found.updated) == ("5550100950", date(2025, 1, 15))
    assert (found.register_date, found.active) == (date(2026, 11, 1), True)
    kept = "".join(str(value) for value in Entry.objects.filter(number="2900000003").values_list()[0])
    assert "EXAMPLE ST" not in kept


def test_the_file_is_read_out_of_the_zip_and_its_day_from_its_name(as_zip: Callable[..., Path]) -> None:
    assert run(as_zip(data.as_csv(data.rows(30), end="\r\n"))) == 0
    assert (Entry.objects.count(), Import.objects.get().file_date) == (30, date(2026, 10, 11))


def test_the_same_file_again_changes_nothing_and_says_so(
    as_zip: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = as_zip(data.as_csv(data.rows(10)))
    run(path)
    assert run(path) == 0
    assert "This very file was taken in on" in capsys.readouterr().out
    assert Import.objects.count() == 1


def test_an_import_is_in_the_audit_log_and_told_upward(as_zip: Callable[..., Path]) -> None:
    run(as_zip(data.as_csv(data.rows(10))))
    entry = AuditEntry.objects.get(action="registers.import")
    row = Import.objects.get()
    assert (entry.object_id, entry.detail["sha256"], entry.detail["day"]) == (row.id, row.file_hash, "2026-10-11")
    event = OutboxRow.objects.get(name="registers.RegisterChanged")
    assert event.payload == {"register": "us_npi", "import_id": row.id}


def test_the_newer_row_of_a_number_wins(as_zip: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    some = data.rows(10)
    run(as_zip(data.as_csv(some)))
    newer = changed(
        some, 0, Provider_First_Name="BENNO", Last_Update_Date="10/20/2026", **{"Provider_License_Number_1": "5"}
    )
    older = changed(newer, 2, Provider_First_Name="NOBODY", Last_Update_Date="01/01/2001")
    assert run(as_zip(data.as_csv(older), NEXT_MONTH)) == 0
    assert "0 numbers were new, 1 changed, 9 were not newer" in capsys.readouterr().out
    found = queries.entry("us_npi", some[0]["NPI"])
    assert found is not None
    assert (found.given, [licence.number for licence in found.licences]) == ("BENNO", ["5"])
    assert found.register_date == date(2026, 11, 8)
    assert not Entry.objects.filter(given="NOBODY").exists()


def test_a_weekly_file_adds_and_changes_and_misses_nobody(as_zip: Callable[..., Path]) -> None:
    some = data.rows(11)
    run(as_zip(data.as_csv(some[:10])))
    assert run(as_zip(data.as_csv(some[10:]), NEXT_MONTH), "--weekly") == 0
    assert (Entry.objects.count(), Entry.objects.filter(missing_since=None).count()) == (11, 11)


def test_a_number_that_two_full_files_in_a_row_lack_is_gone(as_zip: Callable[..., Path]) -> None:
    some = data.rows(100)
    lost = some[0]["NPI"]
    run(as_zip(data.as_csv(some)))
    run(as_zip(data.as_csv(some[1:]), NEXT_MONTH))
    assert queries.inactive_among("us_npi", [lost]) == frozenset()
    run(as_zip(data.as_csv(some[1:][::-1]), THIRD_MONTH))
    assert queries.inactive_among("us_npi", [lost, some[1]["NPI"]]) == {lost}
    assert Import.objects.get(file_date=date(2026, 11, 22)).ended == 1


def test_a_number_that_comes_back_was_never_gone(as_zip: Callable[..., Path]) -> None:
    some = data.rows(100)
    for day, part in ((MONTH, some), (NEXT_MONTH, some[1:]), ("20261115", some[::-1]), (THIRD_MONTH, some[1:])):
        assert run(as_zip(data.as_csv(part), day)) == 0
    assert queries.inactive_among("us_npi", [some[0]["NPI"]]) == frozenset()


def test_a_full_file_that_lacks_much_of_the_register_is_refused(
    as_zip: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    some = data.rows(100)
    run(as_zip(data.as_csv(some)))
    part = as_zip(data.as_csv(some[:50]), NEXT_MONTH)
    assert run(part) == 1
    assert "The file lacks 48 of 97 numbers of the register. Nothing was changed." in capsys.readouterr().err
    assert not Entry.objects.exclude(missing_since=None).exists()
    assert run(part, "--accept-missing") == 0


def test_a_rejected_row_is_not_a_missing_one(as_zip: Callable[..., Path]) -> None:
    some = data.rows(1_000)
    run(as_zip(data.as_csv(some)))
    bad = changed(some, 4, Last_Update_Date="2026-10-01")
    assert run(as_zip(data.as_csv(bad), NEXT_MONTH)) == 0
    assert not Entry.objects.exclude(missing_since=None).exists()


def test_a_list_of_ended_numbers_ends_them(tmp_path: Path, as_zip: Callable[..., Path]) -> None:
    some = data.rows(10)
    run(as_zip(data.as_csv(some)))
    known, unknown = some[0]["NPI"], data.rows(20)[19]["NPI"]
    path = tmp_path / "NPPES Deactivated NPI Report 20261109.csv"
    path.write_text(
        f'"CMS NPI Deactivation Report",\n"NPI","NPPES Deactivation Date"\n{known},11/03/2026\n{unknown},11/04/2026\n'
    )
    assert run(path, "--deactivated", "--date", "2026-11-09") == 0
    assert queries.inactive_among("us_npi", [known, unknown, some[1]["NPI"]]) == {known, unknown}
    name = some[0]["Provider Last Name (Legal Name)"], some[0]["Provider First Name"]
    assert queries.match(register="us_npi", number=known, family=name[0], given=name[1]).kind == "inactive"
    assert queries.match(register="us_npi", number=known, family="Else", given="Somebody").kind == "none"
    assert queries.match(register="us_npi", number=unknown, family="Else", given="Somebody").kind == "inactive"


def test_an_older_row_does_not_wake_a_number_that_ended(tmp_path: Path, as_zip: Callable[..., Path]) -> None:
    some = data.rows(10)
    run(as_zip(data.as_csv(some)))
    path = tmp_path / "ended.csv"
    path.write_text(f"NPI,NPPES Deactivation Date\n{some[0]['NPI']},11/03/2026\n")
    run(path, "--deactivated", "--date", "2026-11-09")
    late = changed(some, 0, Last_Update_Date="10/30/2026")
    run(as_zip(data.as_csv(late[:1]), NEXT_MONTH), "--weekly")
    assert queries.inactive_among("us_npi", [some[0]["NPI"]]) == {some[0]["NPI"]}
    again = changed(
        some,
        0,
        Last_Update_Date="11/12/2026",
        NPI_Deactivation_Date="11/03/2026",
        NPI_Reactivation_Date="11/12/2026",
    )
    run(as_zip(data.as_csv(again[:1]), THIRD_MONTH), "--weekly")
    assert queries.inactive_among("us_npi", [some[0]["NPI"]]) == frozenset()


def test_a_nearly_empty_row_ends_a_number_and_leaves_its_name(as_zip: Callable[..., Path]) -> None:
    some = data.rows(10)
    run(as_zip(data.as_csv(some)))
    empty = {"NPI": some[0]["NPI"], "NPI Deactivation Date": "10/30/2026"}
    new = {"NPI": data.rows(12)[11]["NPI"], "NPI Deactivation Date": "01/02/2020"}
    assert run(as_zip(data.as_csv([empty, *some[1:], new]), NEXT_MONTH)) == 0
    found = queries.entry("us_npi", empty["NPI"])
    assert found is not None
    assert (found.family, found.active, len(found.licences)) == ("UEDA", False, 1)
    assert queries.inactive_among("us_npi", [new["NPI"]]) == {new["NPI"]}


def test_of_two_rows_of_a_number_the_newer_is_taken(
    as_zip: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    some = data.rows(3)
    newer = changed(some, 0, Provider_First_Name="NEW", Last_Update_Date="02/01/2026", Provider_License_Number_1="77")
    assert run(as_zip(data.as_csv([newer[0], *some]))) == 0
    assert "1 numbers stood in the file more than once." in capsys.readouterr().out
    found = queries.entry("us_npi", some[0]["NPI"])
    assert found is not None
    assert (found.given, [licence.number for licence in found.licences]) == ("NEW", ["77"])


WRONG: dict[str, Callable[[Rows], Rows]] = {
    "the number has a wrong check digit": lambda some: changed(some, 7, NPI="2900000004"),
    "the number is no number of this register": lambda some: changed(some, 7, NPI="=1+2"),
    "a date cannot be read or is missing": lambda some: changed(some, 7, Last_Update_Date="31/12/2025"),
    "there is no name": lambda some: changed(some, 0, Provider_Last_Name=""),
    "it is not said whether this is a person": lambda some: changed(some, 7, Entity_Type_Code="9"),
    "the row holds letters that cannot be read": lambda some: changed(some, 7, Provider_First_Name="A\x00B"),
    "a field is longer than it can be": lambda some: changed(some, 0, Provider_First_Name="A" * 151),
}


@pytest.mark.parametrize("reason", WRONG)
def test_one_bad_row_in_a_thousand_is_named_and_left_out(
    reason: str, as_zip: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = as_zip(data.as_csv(WRONG[reason](data.rows())))
    assert run(path) == 0
    out = capsys.readouterr().out
    assert "1 rows were rejected: see" in out
    head, row = path.with_name(f"{path.name}.rejects.csv").read_text().splitlines()
    assert head == "line,number,reason"
    assert reason in row
    assert row.startswith(("9,", "2,"))
    assert not row.split(",")[1].startswith("=")
    assert Entry.objects.count() == 999


def test_one_per_cent_of_bad_rows_leaves_nothing(
    as_zip: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    some = data.rows()
    for place in range(0, 1_000, 100):
        some[place] = some[place] | {"NPI": "1234567890"}
    rejects = tmp_path / "rejected.csv"
    assert run(as_zip(data.as_csv(some)), "--rejects", str(rejects)) == 1
    err = capsys.readouterr().err
    assert "10 rows were rejected, more than one in 1000. Nothing was changed." in err
    assert str(rejects) in err
    assert len(rejects.read_text().splitlines()) == 11
    assert nothing_is_there()


def without(column: str) -> bytes:
    return data.as_csv(data.rows(5), names=[name for name in data.header() if name != column])


BROKEN: dict[str, tuple[bytes, str]] = {
    "a column that is needed is not there": (
        without("Last Update Date"),
        'the header lacks the column "Last Update Date"',
    ),
    "another table": (b"name,age\nx,1\n", 'no header was found: its first lines hold no column "NPI"'),
    "nothing": (b"", "no header was found"),
    "a header alone": (data.as_csv([]), "The file has no rows"),
    "the end is cut off": (data.as_csv(data.rows(5))[:-700], "it ends in the middle of a row, at line 6"),
    "the end is cut off in the last field": (
        data.as_csv(data.rows(5))[:-4],
        "it ends in the middle of a row, at line 6",
    ),
    "a line without end": (data.as_csv(data.rows(2)) + b"x" * 300_000, "line 4 is longer than"),
}


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize("packing", ["zip", "gz", "plain"])
def test_a_broken_file_is_refused_in_plain_words(
    how: str, packing: str, tmp_path: Path, as_zip: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    content, said = BROKEN[how]
    path = tmp_path / MEMBER.format(day=MONTH)
    path.write_bytes(content)
    if packing != "plain":
        path = as_zip(content) if packing == "zip" else tmp_path / f"{path.name}.gz"
    if packing == "gz":
        path.write_bytes(gzip.compress(content))
    assert run(path) == 1
    err = capsys.readouterr().err
    assert said in err
    assert "Nothing was changed." in err
    assert nothing_is_there()


@pytest.mark.parametrize("packing", ["zip", "gz"])
def test_a_packed_file_that_is_cut_in_the_middle_leaves_nothing(
    packing: str, tmp_path: Path, as_zip: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    content = data.as_csv(data.rows())
    path = as_zip(content)
    if packing == "gz":
        path = tmp_path / f"{MEMBER.format(day=MONTH)}.gz"
        path.write_bytes(gzip.compress(content))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert run(path) == 1
    assert "cut off or damaged" in capsys.readouterr().err
    assert nothing_is_there()


def test_a_zip_whose_bytes_were_changed_is_refused(
    as_zip: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = as_zip(data.as_csv(data.rows()))
    raw = bytearray(path.read_bytes())
    raw[3_000] ^= 0xFF
    path.write_bytes(raw)
    assert run(path) == 1
    assert "Nothing was changed." in capsys.readouterr().err
    assert nothing_is_there()


@pytest.mark.parametrize("packing", ["zip", "gz"])
def test_a_bomb_is_refused_before_it_fills_anything(
    packing: str, tmp_path: Path, as_zip: Callable[..., Path], capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    monkeypatch.setattr(packed, "ALWAYS", 100_000)
    content = data.as_csv([]) + b"\n" * 5_000_000
    path = as_zip(content)
    if packing == "gz":
        path = tmp_path / f"{MEMBER.format(day=MONTH)}.gz"
        path.write_bytes(gzip.compress(content))
    assert run(path) == 1
    assert "far more than such a file holds" in capsys.readouterr().err
    assert nothing_is_there()


def test_a_zip_without_the_registers_file_is_told_what_it_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../npidata_pfile.txt", "x")
        archive.writestr("readme.pdf", "x")
    assert run(path) == 1
    assert "it holds ../npidata_pfile.txt, readme.pdf" in capsys.readouterr().err


@pytest.mark.parametrize("member", ["NPPES Deactivated NPI Report 20261109.xlsx", "xl/workbook.xml"])
def test_a_spreadsheet_is_known_as_one(member: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "report.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
    assert run(path, "--deactivated", "--date", "2026-11-09") == 1
    assert "Open it and save it as CSV. Nothing was changed." in capsys.readouterr().err


def test_the_older_layout_is_read_while_it_has_the_columns(as_zip: Callable[..., Path]) -> None:
    names = [name.replace("Provider Sex Code", "Provider Gender Code") for name in data.header()[:-1]]
    assert "Provider Gender Code" in names
    assert run(as_zip(data.as_csv(data.rows(5), names=names[::-1]))) == 0
    assert Entry.objects.count() == 5


@pytest.mark.parametrize(
    ("more", "name", "said"),
    [
        ((), "register.csv", "give the day of the file with --date"),
        ((), "npidata_pfile_20050523-20261399.csv", "is no day"),
        (("--date", "2031-01-01"), "register.csv", "2031-01-01 is not yet over"),
        (("--register", "fr_rpps", "--deactivated", "--date", "2026-11-01"), "x.csv", "has no list of ended numbers"),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    more: tuple[str, ...], name: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(data.as_csv(data.rows(2)))
    assert run(path, *more) == 1
    assert said in capsys.readouterr().err
    assert nothing_is_there()


def test_an_older_full_file_does_not_turn_the_register_back(
    as_zip: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    run(as_zip(data.as_csv(data.rows(5)), NEXT_MONTH))
    assert run(as_zip(data.as_csv(data.rows(4)), MONTH)) == 1
    assert "that of 2026-11-08 was taken in already" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["missing.zip", "."])
def test_what_is_no_file_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / name) == 1
    assert "Nothing was changed." in capsys.readouterr().err


def test_progress_is_told(monkeypatch: Any, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("bedside.doors.cli.registry.TELL_EVERY", 1_000)
    run(data.FIXTURE, "--date", "2026-11-01")
    assert "1000 rows read" in capsys.readouterr().err


def test_a_french_person_of_two_rows_is_one_entry_with_both_fields(tmp_path: Path) -> None:
    names = (
        "Type d'identifiant PP|Identifiant PP|Nom d'exercice|Prénom d'exercice|Code profession|Code savoir-faire|"
        "Code postal (coord. structure)|Libellé commune (coord. structure)|Code Département (structure)|"
        "Téléphone (coord. structure)|"
    )
    rows = [
        "8|10000000017|D'EXEMPLE-MODÈLE|Zoé|10|SM42|00000|Exempleville|99|0199005550|",
        "8|10000000017|D'EXEMPLE-MODÈLE|Zoé|10|SM43|00000|Autreville|99|0199005551|",
        "8|10000000017|D'EXEMPLE-MODÈLE|Zoé|10|SM42|00000|Autreville|99|0199005551|",
        '0|123456789|AUTRE "LA"|Léa|60||||||',
    ]
    path = tmp_path / "PS_LibreAcces_Personne_activite_202611010800.txt"
    path.write_text("\n".join([names, *rows]) + "\n", encoding="utf-8")
    assert run(path, "--register", "fr_rpps") == 0
    assert queries.match(register="fr_rpps", number="10 000 000 017", family="Modele", given="Zoe").kind == "exact"
    found = queries.entry("fr_rpps", "10000000017")
    assert found is not None
    assert ([licence.taxonomy for licence in found.licences], found.city) == (["10-SM42", "10-SM43"], "Exempleville")
    assert Entry.objects.count() == 1


def test_codes_get_names_from_the_operators_map(capsys: pytest.CaptureFixture[str]) -> None:
    run(data.FIXTURE, "--date", "2026-11-01")
    assert run(data.TAXONOMY, what="registry-names") == 0
    assert "16 codes have a name now." in capsys.readouterr().out
    found = queries.entry("us_npi", "2900000003")
    assert found is not None
    assert queries.specialties(found) == (Specialty("dentist", "Dentist"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,name\n207R00000X,internal medcine\n", 'did you mean "internal medicine"?'),
        ("code,name\nA,neurology\nA,urology\n", "line 3: the code A stands here twice"),
        ("code,name\n,neurology\n", "line 2: the code is empty"),
        ("code,name\nA\n", "line 2: a line has a code and a name"),
        ("Code;Name\nA;neurology\n", 'The first line must be "code,name".'),
        ("", 'The first line must be "code,name".'),
    ],
)
def test_a_map_with_a_mistake_changes_nothing(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(data.TAXONOMY, what="registry-names")
    path = tmp_path / "map.csv"
    path.write_text(text)
    assert run(path, what="registry-names") == 1
    shown = capsys.readouterr()
    assert said in shown.out + shown.err
    assert queries.Taxonomy.objects.count() == 16


LIST_HEAD = "LASTNAME,FIRSTNAME,NPI,EXCLTYPE,EXCLDATE,REINDATE"
LISTED = (
    "EXAMPLE,ADA,2900000003,1128a1,20240305,00000000",
    "EXAMPLE,BRAM,0000000000,1128a1,20240305,00000000",
    "EXAMPLE,CLEO,2900000011,1128b4,20230101,20240101",
    "EXAMPLE,DARA,2900000029,1128b4,20230101,",
)


def exclusions(tmp_path: Path, *rows: str, day: str = "2026-11-10", head: str = LIST_HEAD) -> int:
    path = tmp_path / f"list-{day}.csv"
    path.write_text("\n".join((head, *rows)) + "\n")
    return run(path, "--date", day, what="exclusions")


def test_a_list_of_excluded_persons_stands_in_place_of_the_one_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["2900000003", "2900000011", "2900000029", "0000000000"]
    assert exclusions(tmp_path, *LISTED) == 0
    assert queries.excluded_among("us_npi", asked) == {"2900000003", "2900000029"}
    assert exclusions(tmp_path, *LISTED[1:], day="2026-11-20") == 0
    assert queries.excluded_among("us_npi", asked) == {"2900000029"}
    assert "1 numbers are on the list: 0 are new, 1 left it." in capsys.readouterr().out
    assert queries.register_date("us_npi") is None
    row = Import.objects.get(file_date=date(2026, 11, 20))
    event = OutboxRow.objects.order_by("-id").first()
    assert event is not None
    assert (event.name, event.payload["import_id"]) == ("registers.ExclusionsChanged", row.id)
    assert AuditEntry.objects.filter(action="registers.import", object_id=row.id).exists()


def test_the_same_list_again_changes_nothing_and_an_older_one_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exclusions(tmp_path, *LISTED)
    assert exclusions(tmp_path, *LISTED) == 0
    assert "This very list was taken in on 2026-11-22." in capsys.readouterr().out
    assert exclusions(tmp_path, LISTED[0], day="2026-10-10") == 1
    assert "that of 2026-11-10 was taken in already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rows", "head", "said"),
    [
        (LISTED, "LASTNAME,FIRSTNAME,NPI,EXCLTYPE,DAY,REINDATE", 'lacks the column "EXCLDATE"'),
        ((*LISTED, "X,Y,2900000028,1128a1,20240305,"), LIST_HEAD, "1 rows were rejected, more than one in 1000"),
        ((*LISTED, "X,Y,2900000060,1128a1,20241305,"), LIST_HEAD, "1 rows were rejected, more than one in 1000"),
        ((*LISTED, "X,Y,290000"), LIST_HEAD, "it ends in the middle of a row, at line 6"),
        ((), LIST_HEAD, "The file has no rows"),
    ],
)
def test_a_broken_list_leaves_the_old_one(
    rows: tuple[str, ...], head: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exclusions(tmp_path, LISTED[0])
    assert exclusions(tmp_path, *rows, day="2026-11-20", head=head) == 1
    assert said in capsys.readouterr().err
    assert queries.excluded_among("us_npi", ["2900000003", "2900000029"]) == {"2900000003"}


def test_a_register_without_such_a_list_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST_HEAD)
    assert run(path, "--date", "2026-11-10", "--register", "fr_rpps", what="exclusions") == 1
    assert "no form of a list of excluded persons is known" in capsys.readouterr().err

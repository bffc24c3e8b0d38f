"""The files of the boundaries: what is wrong with one is told with file, line and reason, and nothing is half read."""

from __future__ import annotations

from pkgutil import get_data

import pytest

from bedside.policy.boundaries import BrokenTable, check, table
from bedside.policy.boundaries import deciding as deciding_module
from bedside.policy.boundaries.table import HOUSE_FILE, RULES_FILE, TABLE_FILE, WORDS_FILE, read


def texts() -> dict[str, str]:
    """Return the files as they are shipped."""
    found = {}
    for name in (TABLE_FILE, HOUSE_FILE, RULES_FILE, WORDS_FILE):
        raw = get_data("bedside.policy.boundaries", f"data/{name}")
        assert raw is not None
        found[name] = raw.decode()
    return found


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """Return the files with one change."""
    files = texts()
    assert old in files[name]
    return {**files, name: files[name].replace(old, new, 1)}


def test_the_files_as_shipped_are_whole() -> None:
    check()
    found = table()
    assert (len([row for row in found.rows if row.startswith("B")]), len(found.rules)) == (71, 45)
    counts = {"allow": 15, "allow_if": 28, "transform": 6, "hold": 6, "deny": 16}
    decisions = [row.decision for row in found.rows.values() if row.id.startswith("B")]
    assert {decision: decisions.count(decision) for decision in counts} == counts  # type: ignore[arg-type]  # plain keys


def test_outside_a_practice_no_row_depends_on_a_relation() -> None:
    assert {row.relation for row in table().rows.values() if row.space != "practice"} <= {"any", "-"}


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "why"),
    [
        (TABLE_FILE, "id,space", "id,place", "boundaries.csv, line 1", "columns"),
        (TABLE_FILE, "B02,square", "B03,square", "boundaries.csv, line 3", "B02 comes next"),
        (TABLE_FILE, "B02,square", "B02,moon", "boundaries.csv, line 3", "no kind of space 'moon'"),
        (TABLE_FILE, "B01,square,patient", "B01,square,martian", "boundaries.csv, line 2", "no actor 'martian'"),
        (TABLE_FILE, "clinician V0-V2", "clinician V5", "boundaries.csv, line 20", "no actor 'clinician V5'"),
        (TABLE_FILE, "clinician V0-V2", "clinician V1", "boundaries.csv, line 20", "no actor 'clinician V1'"),
        (TABLE_FILE, 'any,transform,"becomes', 'any,maybe,"becomes', "boundaries.csv, line 3", "no decision 'maybe'"),
        (TABLE_FILE, "clinician,any,transform", "clinician,treating,transform", "line 3", "the relation 'treating'"),
        (TABLE_FILE, "AMA-BOUND;HIPAA-502A", "AMA-BOUND;NOWHERE-1", "boundaries.csv, line 2", "no rule 'NOWHERE-1'"),
        (
            TABLE_FILE,
            "B01,square,patient,follow",
            "B01,square,patient,",
            "boundaries.csv, line 2",
            "action and a target",
        ),
        (TABLE_FILE, "B01,square,patient", "B01,patient", "boundaries.csv, line 2", "8 cells, not 9"),
        (HOUSE_FILE, "H02,square", "H03,square", "house.csv, line 3", "H02 comes next"),
        (RULES_FILE, "id: HIPAA-502B", "id: HIPAA-502A", "rules.yaml, line 12", "twice"),
        (RULES_FILE, 'src: "45 CFR 164.502(b)"', 'src: ""', "rules.yaml, line 12", "may not be empty"),
        (RULES_FILE, "checked: unverified, quotable: true", "checked: guessed, quotable: true", "line 12", "'guessed'"),
        (RULES_FILE, "checked: unverified, quotable: true", "checked: source", "line 12", "quotable"),
        (RULES_FILE, "- {id: HIPAA-502B", "- {id: [HIPAA-502B", "rules.yaml, line 12", ""),
        (WORDS_FILE, "B02: {asks", "B99: {asks", "words.yaml, line", "no row 'B99'"),
        (WORDS_FILE, "B02: {asks", "B01: {asks", "words.yaml", "twice"),
        (WORDS_FILE, "B01: {asks: A patient follows a clinician., ", "B01: {", "words.yaml, line", "asks and then"),
        (WORDS_FILE, "may: [deny]}", "may: [allow]}", "words.yaml, line", "can't be tightened to allow"),
        (WORDS_FILE, "may: [deny]}", "may: []}", "words.yaml, line", "either may"),
        (WORDS_FILE, "what: There is nothing here for you to see., ", "", "words.yaml, line", "needs what and do"),
    ],
)
def test_a_broken_file_is_told_with_its_line_and_the_reason(
    name: str, old: str, new: str, place: str, why: str
) -> None:
    with pytest.raises(BrokenTable) as told:
        read(changed(name, old, new))
    assert place in str(told.value)
    assert why in str(told.value)


def test_a_row_without_words_is_told() -> None:
    files = texts()
    kept = [line for line in files[WORDS_FILE].splitlines() if not line.startswith("B07:")]
    with pytest.raises(BrokenTable, match="nothing is said of row B07"):
        read({**files, WORDS_FILE: "\n".join(kept)})


@pytest.mark.parametrize("row", ["B02", "B06", "B13"])
def test_a_row_that_asks_something_and_has_no_guard_stops_the_start(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {key: guard for key, guard in deciding_module.GUARDS.items() if key != row}
    monkeypatch.setattr(deciding_module, "GUARDS", kept)
    with pytest.raises(BrokenTable, match=f"row {row} .* lacks a guard"):
        check()


def test_two_rows_that_speak_of_the_same_stop_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    files = texts()
    files[HOUSE_FILE] = files[HOUSE_FILE].replace(
        "H01,square,patient,follow,patient", "H01,square,patient,follow,clinician"
    )
    doubled = read(files)
    monkeypatch.setattr(deciding_module, "table", lambda: doubled)
    deciding_module._index.cache_clear()
    try:
        with pytest.raises(BrokenTable, match="B01 and H01 both speak"):
            check()
    finally:
        deciding_module._index.cache_clear()


def test_a_broken_table_stops_the_start_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    from bedside.kit.processes import StartFailed
    from bedside.site import up

    def broken() -> None:
        raise BrokenTable("boundaries.csv, line 7: there is no rule 'X'")

    monkeypatch.setattr("bedside.policy.boundaries.check", broken)
    with pytest.raises(StartFailed, match=r"boundaries\.csv, line 7: there is no rule 'X'.*broken_table"):
        up.check_rules()

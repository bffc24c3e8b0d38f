"""Fixture T3: what two medicines are taken for (Frost and others, J Med Internet Res 2011;13:e6)."""

import pytest

from bedside.policy.disclosure import Partition
from bedside.policy.disclosure_audit import Published, audit
from bedside.policy.evidence.flags import Flag
from bedside.policy.evidence.lines import Line, both_bars
from bedside.policy.evidence.purpose import Count
from bedside.policy.evidence.purposes import PurposeTable, flags_by_purpose, purpose_table

MODAFINIL = {
    "narcolepsy": 17, "fatigue in MS": 1100, "fatigue in PD": 120, "sleepiness in mood disorders": 300,
    "fatigue in CFS": 350, "fatigue in ALS": 54, "attention": 7,
}  # fmt: skip
AMITRIPTYLINE = {
    "depression": 125, "pain in fibromyalgia": 700, "sleep": 400, "drooling in ALS": 100, "bladder": 62, "migraine": 7,
}  # fmt: skip
BOTH = pytest.mark.parametrize(
    ("treatment", "counts", "approved", "people"),
    [("Modafinil", MODAFINIL, "narcolepsy", 1950), ("Amitriptyline", AMITRIPTYLINE, "depression", 1395)],
)


def published(table: PurposeTable, counts: dict[str, int]) -> Published[str]:
    cells = {name: table.purposes.get(name) for name in counts}
    return Published(cells={"all": table.people, **cells}, sums=[Partition(whole="all", parts=tuple(counts))])


@BOTH
def test_t3_the_seven_are_hidden_and_one_more_with_them(
    treatment: str, counts: dict[str, int], approved: str, people: int
) -> None:
    table = purpose_table(counts)
    hidden = set(counts) - set(table.purposes)
    seven = next(name for name, count in counts.items() if count == 7)
    next_smallest = min(counts, key=lambda name: (counts[name] <= 7, counts[name]))
    assert table.people == people
    assert hidden == {seven, next_smallest}
    assert table.others_hidden


@BOTH
def test_t3_no_reader_works_the_seven_out(treatment: str, counts: dict[str, int], approved: str, people: int) -> None:
    table = purpose_table(counts)
    assert audit([published(table, counts)]) == []


@BOTH
def test_t3_all_but_the_approved_purpose_say_so(
    treatment: str, counts: dict[str, int], approved: str, people: int
) -> None:
    flags = flags_by_purpose(treatment, purpose_table(counts), approved=frozenset({approved}))
    assert {name for name, found in flags.items() if Flag.OFF_LABEL_HERE not in found} <= {approved}
    assert sum(Flag.OFF_LABEL_HERE in found for found in flags.values()) == len(set(flags) - {approved})


@BOTH
def test_t3_both_bars_of_the_line_of_therapy_are_shown(
    treatment: str, counts: dict[str, int], approved: str, people: int
) -> None:
    whole = sum(counts.values())
    first = Count(whole // 3, whole // 5)
    later = Count(whole - whole // 3, whole // 4)
    assert set(both_bars({Line.FIRST: first, Line.LATER: later}, {}) or {}) == {Line.FIRST, Line.LATER}


@pytest.mark.parametrize(
    ("counts", "people", "purposes", "others"),
    [
        pytest.param({}, None, {}, False, id="nobody"),
        pytest.param({"sleep": 4, "pain": 3}, None, {}, True, id="seven in all"),
        pytest.param({"sleep": 40, "pain": 0}, 40, {"sleep": 40}, False, id="a purpose that nobody has"),
        pytest.param({"sleep": 30, "pain": 60}, 90, {"pain": 60, "sleep": 30}, False, id="most first"),
        pytest.param({"b": 31, "a": 30}, 60, {"a": 30, "b": 30}, False, id="by name where they look the same"),
    ],
)
def test_a_table_of_purposes(
    counts: dict[str, int], people: int | None, purposes: dict[str, int], others: bool
) -> None:
    table = purpose_table(counts)
    assert (table.people, list(table.purposes.items())) == (people, list(purposes.items()))
    assert table.others_hidden is others


def test_a_purpose_has_a_name() -> None:
    with pytest.raises(ValueError, match="a name"):
        purpose_table({"": 30})

"""GAD-7: the vectors of records.md section 3."""

import pytest

from bedside.policy.instruments.gad7 import INSTRUMENT
from bedside.policy.instruments.rules.answering import needs_help
from bedside.policy.instruments.rules.scoring import score

LINKS = [item.link_id for item in INSTRUMENT.items]


def test_it_has_the_items_of_its_panel_in_order() -> None:
    assert LINKS == ["69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"]
    assert (INSTRUMENT.loinc_panel, INSTRUMENT.loinc_score) == ("69737-5", "70274-6")


@pytest.mark.parametrize(
    ("total", "named"),
    [
        (0, "minimal"),
        (4, "minimal"),
        (5, "mild"),
        (9, "mild"),
        (10, "moderate"),
        (14, "moderate"),
        (15, "severe"),
        (21, "severe"),
    ],
)
def test_the_edges_of_the_bands(total: int, named: str) -> None:
    threes, rest = divmod(total, 3)
    values = ([3] * threes + [rest] + [0] * 7)[:7]
    found = score(INSTRUMENT, list(zip(LINKS, values, strict=True)))
    assert (found.value, found.band) == (total, named)


def test_one_missing_item_is_filled_and_two_are_not() -> None:
    assert score(INSTRUMENT, [(link, 3) for link in LINKS[1:]]).value == 21
    assert score(INSTRUMENT, [(link, 3) for link in LINKS[2:]]).value is None


def test_it_asks_nothing_that_leads_to_the_crisis_card() -> None:
    assert not needs_help(INSTRUMENT, dict.fromkeys(LINKS, 3))

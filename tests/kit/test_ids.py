"""Ids are ordered by time and never repeat within a process."""

from datetime import UTC, datetime

import pytest

from bedside.kit.ids import LARGEST, first_id_at_ms, id_at, made_at, new_id, read


def test_ids_only_rise():
    ids = [new_id() for _ in range(5_000)]
    assert ids == sorted(set(ids))


def test_an_id_tells_when_it_was_made():
    moment = datetime(2026, 3, 12, 18, 2, 5, 250_000, tzinfo=UTC)
    assert made_at(id_at(moment)) == moment


@pytest.mark.asvs("1.4.2")
def test_ids_fit_into_a_signed_64_bit_column():
    assert first_id_at_ms(int(datetime(2093, 1, 1, tzinfo=UTC).timestamp() * 1000)) < 2**63


@pytest.mark.parametrize("number", [0, 7, first_id_at_ms(1_773_000_000_000), LARGEST])
def test_an_id_is_read_from_its_figures(number: int):
    assert read(str(number)) == number


@pytest.mark.parametrize("year", range(2024, 2093))
def test_an_id_of_any_year_is_read(year: int):
    number = id_at(datetime(year, 12, 31, tzinfo=UTC))
    assert read(str(number)) == number


@pytest.mark.parametrize("text", ["", " 7", "-1", "7.0", "\u0667", "1e3", str(LARGEST + 1), "9" * 5000, "0" * 20])
def test_what_is_no_id_is_not_read(text: str):
    assert read(text) is None

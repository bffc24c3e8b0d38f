"""Ids are ordered by time and never repeat within a process."""

from datetime import UTC, datetime

import pytest

from bedside.kit.ids import first_id_at_ms, id_at, made_at, new_id


def test_ids_only_rise():
    ids = [new_id() for _ in range(5_000)]
    assert ids == sorted(set(ids))


def test_an_id_tells_when_it_was_made():
    moment = datetime(2026, 3, 12, 18, 2, 5, 250_000, tzinfo=UTC)
    assert made_at(id_at(moment)) == moment


@pytest.mark.asvs("1.4.2")
def test_ids_fit_into_a_signed_64_bit_column():
    assert first_id_at_ms(int(datetime(2093, 1, 1, tzinfo=UTC).timestamp() * 1000)) < 2**63

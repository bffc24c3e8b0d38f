"""The checklist of the eighteen identifiers."""

import pytest

from bedside.policy.consents import safe_harbor


def test_the_list_has_the_eighteen_and_the_second_condition():
    letters = [one.letter for one in safe_harbor.checklist()]
    assert letters == [*"ABCDEFGHIJKLMNOPQR", safe_harbor.KNOWS]
    assert all(one.plain and one.rule for one in safe_harbor.checklist())


def test_every_line_has_to_be_ticked():
    whole = frozenset(one.letter for one in safe_harbor.checklist())
    assert safe_harbor.unticked(whole) == ()
    assert safe_harbor.unticked(whole - {"Q", "B"}) == ("B", "Q")
    assert safe_harbor.unticked(whole - {safe_harbor.KNOWS}) == (safe_harbor.KNOWS,)


@pytest.mark.parametrize("change", [{"identifiers": {"A": "Names"}}, {"zip3_to_000": ["036"] * 17}])
def test_a_broken_file_stops_the_start(monkeypatch, change):
    whole = safe_harbor.table()
    monkeypatch.setattr(safe_harbor.yaml, "safe_load", lambda text: whole | change)
    safe_harbor.table.cache_clear()
    with pytest.raises(ValueError, match="safe_harbor"):
        safe_harbor.table()
    safe_harbor.table.cache_clear()

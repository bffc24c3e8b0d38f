"""The rules of scoring that the shipped instruments do not all reach: rounding, named parts, what is not asked."""

import pytest

from bedside.policy.instruments.model import OWN_WORDS, Instrument, Item, Operator, Part, Scoring, ShowIf, zero_to_ten
from bedside.policy.instruments.rules.scoring import score


def made_of(*items: Item, **rule: object) -> Instrument:
    scoring = Scoring(low=0, high=10 * len(items), **rule)  # type: ignore[arg-type]  # given by the test as it needs them
    return Instrument(key="x", version="1", title="X", about="", licence=OWN_WORDS, items=items, scoring=scoring)


def items(count: int) -> list[Item]:
    return [zero_to_ten(f"i{number}", "?", none="no", worst="yes") for number in range(count)]


@pytest.mark.parametrize(("first", "second", "filled"), [(2, 3, 3), (2, 4, 3), (3, 4, 4), (0, 1, 1), (0, 0, 0)])
def test_the_mean_of_the_others_is_rounded_half_up(first: int, second: int, filled: int) -> None:
    instrument = made_of(*items(3), max_missing=1)
    assert score(instrument, [("i0", first), ("i1", second)]).value == first + second + filled


def test_named_parts_have_scores_of_their_own_and_there_need_be_no_total() -> None:
    parts = (
        Part(key="a", title="A", items=("i0", "i1"), low=0, high=20),
        Part(key="b", title="B", items=("i2",), low=0, high=10),
    )
    instrument = made_of(*items(3), parts=parts, total=False)
    found = score(instrument, [("i0", 4), ("i1", 5)])
    assert found.value is None
    assert not found.prorated
    assert [(part.key, part.value) for part in found.parts] == [("a", 9), ("b", None)]


def test_what_is_not_asked_is_not_missing() -> None:
    hidden = zero_to_ten("then", "?", none="no", worst="yes", show_if=ShowIf("i0", Operator.ABOVE, 5))
    instrument = made_of(*items(1), hidden)
    assert score(instrument, [("i0", 5)]).complete
    assert score(instrument, [("i0", 6)]).missing == 1
    assert score(instrument, [("i0", 6), ("then", 2)]).value == 8


def test_nothing_answered_is_no_score_however_much_may_be_missing() -> None:
    assert score(made_of(*items(2), max_missing=2), []).value is None

"""What the public is told: rounded, nothing under 11, nothing that can be worked out."""

from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.disclosure import FLOOR, shown
from bedside.policy.moderation.acts import ACTS
from bedside.policy.moderation.counting import (
    APPEALED,
    BY_ACT,
    BY_REASON,
    KEYS,
    NOTHING,
    OVERTURNED,
    TOTAL,
    Tally,
    told,
)
from bedside.policy.moderation.reasons import REASONS

LARGE = Tally({("hold", "spam"): 300, ("hide", "unkind"): 40, (NOTHING, "unkind"): 60}, {OVERTURNED: 20, "upheld": 30})


def test_large_counts_are_shown_rounded():
    cells = told(LARGE)
    assert cells[TOTAL] == 400
    assert cells["act", "hold"] == 300
    assert cells["reason", "unkind"] == 100
    assert (cells[APPEALED], cells["appeal", OVERTURNED]) == (50, 20)


def test_a_month_with_little_in_it_says_nothing():
    assert set(told(Tally({("hide", "spam"): 10}, {OVERTURNED: 1})).values()) == {None}


def test_one_small_part_hides_another_beside_it():
    """Else the total less the shown parts would tell it."""
    cells = told(Tally({("hide", "spam"): 100, ("hold", "spam"): 50, ("label", "spam"): 3}, {}))
    assert cells["act", "label"] is None
    assert sum(1 for key in BY_ACT if cells[key] is None and key[1] in ("hide", "hold")) == 1


decisions = st.dictionaries(
    st.tuples(st.sampled_from([*ACTS, NOTHING]), st.sampled_from(list(REASONS))), st.integers(0, 60), max_size=12
)


@given(decisions, st.dictionaries(st.sampled_from(["upheld", OVERTURNED, "waiting"]), st.integers(0, 40)))
def test_no_count_under_11_is_ever_shown(made: dict[tuple[str, str], int], appeals: dict[str, int]) -> None:
    cells = told(Tally(made, appeals))
    by_act = {key: sum(n for (act, _), n in made.items() if act == key[1]) for key in BY_ACT}
    by_reason = {key: sum(n for (_, why), n in made.items() if why == key[1]) for key in BY_REASON}
    for key, true in (by_act | by_reason | {TOTAL: sum(made.values())}).items():
        assert cells[key] is None or (true >= FLOOR and cells[key] == shown(true))
    assert set(cells) == set(KEYS)

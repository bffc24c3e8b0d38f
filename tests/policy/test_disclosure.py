"""What may be shown of a count of people."""

import json
import math

import pytest

from bedside.policy import disclosure
from bedside.policy.disclosure import TOO_FEW, Estimate, Figure, Partition, Step, Tier, figure, rounded, step, visible

MIDDLE = Estimate(share=0.5, low=0.4, high=0.6, prior=0.5)
LEXAPRO = Estimate(share=0.801, low=0.727, high=0.866, prior=0.7001)


def say(people: int, helped: int, estimate: Estimate = MIDDLE) -> Figure:
    return figure(people=people, helped=helped, estimate=estimate)


@pytest.mark.parametrize(
    ("people", "about"),
    [(11, 15), (17, 15), (18, 20), (22, 20), (23, 25), (27, 25), (28, 30), (92, 90), (93, 95), (1000, 1000)],
)
def test_a_count_is_shown_to_the_nearest_five_and_never_below_15(people: int, about: int) -> None:
    assert disclosure.shown(people) == about


@pytest.mark.parametrize("people", [0, 1, 10])
def test_ten_people_and_fewer_have_no_shown_count(people: int) -> None:
    with pytest.raises(ValueError, match="Fewer than 11"):
        disclosure.shown(people)


@pytest.mark.parametrize("about", [15, 20, 25, 90, 100])
def test_the_counts_behind_a_shown_one_are_those_that_are_shown_so(about: int) -> None:
    behind = [people for people in range(11, 200) if disclosure.shown(people) == about]
    assert (disclosure.lowest_behind(about), disclosure.highest_behind(about)) == (min(behind), max(behind))


@pytest.mark.parametrize(
    ("people", "helped", "which"),
    [
        (0, 0, "none"),
        (10, 10, "none"),
        (11, 11, "count"),
        (22, 11, "count"),
        (23, 10, "at_most"),
        (23, 11, "share"),
        (23, 12, "share"),
        (23, 13, "at_least"),
        (39, 32, "at_least"),
        (92, 77, "share"),
        (500, 0, "at_most"),
        (500, 500, "at_least"),
    ],
)
def test_which_tier_a_cell_falls_into(people: int, helped: int, which: str) -> None:
    assert disclosure.tier(people=people, helped=helped) == which


@pytest.mark.parametrize(("people", "helped"), [(5, 6), (5, -1), (-1, -1)])
def test_more_helped_than_people_is_refused(people: int, helped: int) -> None:
    with pytest.raises(ValueError, match="between 0 and"):
        disclosure.tier(people=people, helped=helped)


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (say(3, 2), "Too few to say."),
        (say(20, 20), "About 20 people. Too few to say how many it helped."),
        (say(23, 10), "About 25 people; at most 45 % say it helped."),
        (say(39, 32), "About 40 people; at least 70 % say it helped."),
        (say(500, 3), "About 500 people; at most 5 % say it helped."),
        (say(92, 77, LEXAPRO), "About 90 people; 80 % say it helped (70 to 90 %)."),
    ],
)
def test_each_tier_has_its_sentence(made: Figure, message: str) -> None:
    assert made.message == message


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (say(3, 2), "Too few to say."),
        (say(20, 20), "About 20 people told us. That is too few to say how many it helped."),
        (say(23, 10), "About 25 people told us. At most 45 of 100 people say it helped."),
        (say(39, 32), "About 40 people told us. At least 70 of 100 people say it helped."),
        (
            say(92, 77, LEXAPRO),
            "About 90 people told us. 80 of 100 people say it helped. The true number may lie between 70 and 90.",
        ),
    ],
)
def test_pages_speak_of_people_out_of_a_hundred(made: Figure, text: str) -> None:
    assert made.in_people == text


@pytest.mark.parametrize(
    ("made", "fields"),
    [
        (say(0, 0), {"tier": "none", "people": None, "helped": None, "message": "Too few to say."}),
        (
            say(20, 20),
            {
                "tier": "count",
                "people": 20,
                "helped": None,
                "message": "About 20 people. Too few to say how many it helped.",
            },
        ),
        (
            say(39, 32),
            {
                "tier": "at_least",
                "people": 40,
                "helped": {"at_least": 0.7},
                "message": "About 40 people; at least 70 % say it helped.",
            },
        ),
        (
            say(92, 77, LEXAPRO),
            {
                "tier": "share",
                "people": 90,
                "helped": {"share": 0.8, "interval": [0.7, 0.9], "shrunken": True, "prior": 0.7},
                "message": "About 90 people; 80 % say it helped (70 to 90 %).",
            },
        ),
    ],
)
def test_the_fields_for_machines_come_in_their_order(made: Figure, fields: dict[str, object]) -> None:
    assert json.dumps(made.to_json()) == json.dumps(fields)


@pytest.mark.parametrize("people", range(11))
def test_nobody_and_one_to_ten_people_have_the_same_bytes(people: int) -> None:
    assert json.dumps(say(people, people // 2).to_json()) == json.dumps(TOO_FEW.to_json())


@pytest.mark.parametrize("people", range(23, 120))
def test_a_bound_is_true_of_every_count_that_is_shown_so(people: int) -> None:
    most, least = say(people, 10).bound, say(people, people - 10).bound
    alike = [n for n in range(23, 140) if disclosure.shown(n) == disclosure.shown(people)]
    assert most is not None
    assert least is not None
    assert all(1000 / n <= most and 100 - 1000 / n >= least for n in alike)


@pytest.mark.parametrize("people", range(23, 60))
def test_figures_of_the_same_tier_differ_by_the_shown_count_only(people: int) -> None:
    alike = {say(people, helped).to_json()["message"] for helped in range(11)}
    assert len(alike) == 1


@pytest.mark.parametrize(
    ("people", "estimate", "shares"),
    [
        pytest.param(99, LEXAPRO, (80, 70, 90, 70), id="five points below 100 people"),
        pytest.param(100, LEXAPRO, (80, 72, 87, 70), id="one point from 100 people"),
        pytest.param(50, Estimate(share=0.7, low=0.6, high=0.8, prior=0.3), (70, 60, 80, 30), id="already round"),
        pytest.param(50, Estimate(share=0.725, low=0.61, high=0.8001, prior=0.5), (75, 60, 85, 50), id="halves go up"),
        pytest.param(50, Estimate(share=0.99, low=0.9, high=0.999, prior=1.0), (100, 90, 100, 100), id="near 100"),
        pytest.param(50, Estimate(share=0.01, low=0.0001, high=0.05, prior=0.0), (0, 0, 5, 0), id="near 0"),
    ],
)
def test_shares_are_rounded_and_their_ends_go_outwards(
    people: int, estimate: Estimate, shares: tuple[int, ...]
) -> None:
    share = rounded(estimate, people=people)
    assert (share.percent, share.low, share.high, share.prior) == shares


@pytest.mark.parametrize(("people", "points"), [(50, 5), (500, 1)])
def test_rounded_ends_hold_the_exact_ones_and_lie_less_than_a_step_off(people: int, points: int) -> None:
    for thousandth in range(0, 901):
        low, high = thousandth / 1000, thousandth / 1000 + 0.1
        share = rounded(Estimate(share=low + 0.05, low=low, high=high, prior=0.5), people=people)
        assert 100 * low - points < share.low <= 100 * low + 1e-6
        assert 100 * high - 1e-6 <= share.high < 100 * high + points


def parts(**counts: int) -> set[str]:
    """What is seen of a whole that is the sum of `counts`."""
    whole = sum(counts.values())
    return set(visible({"whole": whole, **counts}, [Partition(whole="whole", parts=tuple(counts))]))


@pytest.mark.parametrize(
    ("counts", "seen"),
    [
        pytest.param({"a": 41, "b": 12, "c": 7}, {"whole", "a"}, id="60 = 41 + 12 + 7 with its next smallest"),
        pytest.param({"a": 30, "b": 30, "c": 0}, {"whole", "a", "b"}, id="60 = 30 + 30 + 0"),
        pytest.param({"a": 14, "b": 11}, {"whole", "a", "b"}, id="25 = 14 + 11"),
        pytest.param({"a": 50, "b": 5, "c": 5}, {"whole"}, id="two small ones that are ten together"),
        pytest.param({"a": 50, "b": 6, "c": 5}, {"whole", "a"}, id="two small ones that are eleven together"),
        pytest.param({"a": 18, "b": 7}, {"whole"}, id="one small one of two"),
        pytest.param({"a": 4, "b": 4}, set(), id="all small"),
        pytest.param({"a": 40}, {"whole", "a"}, id="one part is the whole"),
    ],
)
def test_the_next_smallest_part_is_hidden_with_a_small_one(counts: dict[str, int], seen: set[str]) -> None:
    assert parts(**counts) == seen


def test_a_hidden_whole_is_not_given_away_by_its_parts() -> None:
    """All = north + south; south is small, so north is hidden too, and its two towns must not add up to it."""
    counts = {"all": 60, "north": 53, "south": 7, "upper": 30, "lower": 23}
    tables = [
        Partition(whole="all", parts=("north", "south")),
        Partition(whole="north", parts=("upper", "lower")),
    ]
    assert visible(counts, tables) == {"all", "upper"}


def test_parts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        visible({"all": 60, "a": 30, "b": 20}, [Partition(whole="all", parts=("a", "b"))])


@pytest.mark.parametrize(
    ("people", "changed", "answer"),
    [
        pytest.param(50, None, Step.PUBLISH, id="the first build"),
        pytest.param(50, 0, Step.KEEP, id="nothing changed"),
        pytest.param(50, 4, Step.KEEP, id="four changed"),
        pytest.param(50, 5, Step.PUBLISH, id="five changed"),
        pytest.param(10, 1, Step.HIDE, id="fell below eleven"),
        pytest.param(10, None, Step.HIDE, id="small in the first build"),
        pytest.param(11, 1, Step.KEEP, id="was hidden and reached eleven by one person"),
        pytest.param(11, 11, Step.PUBLISH, id="eleven new people"),
    ],
)
def test_what_a_build_does_with_a_cell(people: int, changed: int | None, answer: Step) -> None:
    assert step(people=people, changed=changed) is answer


@pytest.mark.parametrize(("days", "answer"), [(0, Step.KEEP), (29, Step.KEEP), (30, Step.PUBLISH), (31, Step.PUBLISH)])
def test_a_withdrawal_reaches_the_figures_after_30_days_at_the_latest(days: int, answer: Step) -> None:
    assert step(people=50, changed=1, oldest_withdrawal_days=days) is answer


def test_a_cell_hidden_for_its_neighbour_is_hidden_the_same_night() -> None:
    assert step(people=50, changed=0, may_show=False) is Step.HIDE


@pytest.mark.parametrize("people", range(12, 60))
def test_two_builds_that_differ_by_one_person_print_the_same_unless_a_cell_falls_below_eleven(people: int) -> None:
    answers = {step(people=people + more, changed=abs(more)) for more in (-1, 0, 1)}
    assert answers == {Step.KEEP}


def test_a_share_figure_without_its_share_is_refused() -> None:
    with pytest.raises(ValueError, match="must hold a share"):
        _ = Figure(tier=Tier.SHARE, people=90).message


def test_no_exact_count_is_in_a_bound() -> None:
    """U and V of all true counts behind a shown one are equal, so that they tell no more than it does."""
    for about in range(25, 200, 5):
        behind = [n for n in range(23, 210) if disclosure.shown(n) == about]
        assert len({say(n, 0).bound for n in behind}) == 1
        assert say(behind[0], 0).bound == 5 * math.ceil(200 / disclosure.lowest_behind(about) - 1e-12)

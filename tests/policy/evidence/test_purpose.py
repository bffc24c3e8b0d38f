"""The figures of one purpose: what is shown, and in which order."""

import json
from datetime import date

from bedside.policy.disclosure import TOO_FEW, Figure, Share, Tier
from bedside.policy.evidence.flags import flags_of
from bedside.policy.evidence.purpose import Count, Ranked, by_helped, by_people, figures, line

INVENTED = {
    "tea": Count(people=60, helped=45),
    "walks": Count(people=40, helped=34),
    "a lamp": Count(people=15, helped=12),
    "a song": Count(people=9, helped=9),
    "a hat": Count(people=0, helped=0),
    "baths": Count(people=62, helped=30),
}


def share(percent: int, low: int, high: int, *, people: int = 50) -> Figure:
    return Figure(tier=Tier.SHARE, people=people, share=Share(percent=percent, low=low, high=high, prior=50))


def test_each_treatment_gets_the_tier_of_its_counts() -> None:
    tiers = {name: made.tier.value for name, made in figures(INVENTED).items()}
    assert tiers == {
        "baths": "share",
        "tea": "share",
        "walks": "at_least",
        "a lamp": "count",
        "a hat": "none",
        "a song": "none",
    }


def test_a_treatment_nobody_took_and_one_that_nine_took_have_the_same_bytes() -> None:
    made = figures(INVENTED)
    assert json.dumps(made["a hat"].to_json()) == json.dumps(made["a song"].to_json())


def test_a_purpose_that_nobody_has_shows_nothing() -> None:
    assert figures({"tea": Count(people=0, helped=0)}) == {"tea": TOO_FEW}


def test_the_list_is_ordered_by_rounded_people_and_then_by_name() -> None:
    made = figures({"zinc": Count(people=61, helped=30), "iron": Count(people=59, helped=40), **INVENTED})
    assert list(made) == ["baths", "iron", "tea", "zinc", "walks", "a lamp", "a hat", "a song"]


def test_small_cells_are_ordered_by_name_only() -> None:
    assert by_people({"b": TOO_FEW, "a": TOO_FEW}) == ["a", "b"]


def test_treatments_whose_intervals_overlap_the_first_share_its_rank() -> None:
    made = {"a": share(80, 70, 90), "b": share(75, 60, 85), "c": share(50, 40, 60), "d": TOO_FEW}
    assert by_helped(made) == [Ranked(1, "a", True), Ranked(1, "b", True), Ranked(3, "c", False)]


def test_there_is_no_order_by_helped_without_shares() -> None:
    assert by_helped({"d": TOO_FEW}) == []


def said(figure: Figure, *, treatment: str = "tea") -> str:
    return json.dumps(
        line(
            condition="bad sleep",
            treatment=treatment,
            figure=figure,
            source="external:invented",
            built=date(2026, 11, 20),
            flags=flags_of(treatment),
        )
    )


def test_a_line_for_machines_has_its_fields_in_their_order() -> None:
    assert said(share(80, 70, 90, people=90)) == (
        '{"condition": "bad sleep", "treatment": "tea", "source": "external:invented", "built": "2026-11-20", '
        '"tier": "share", "people": 90, '
        '"helped": {"share": 0.8, "interval": [0.7, 0.9], "shrunken": true, "prior": 0.5}, '
        '"flags": [], "started": null, "message": "About 90 people; 80 % say it helped (70 to 90 %)."}'
    )


def test_a_line_names_the_flags_of_its_treatment() -> None:
    assert '"flags": ["habit_forming"]' in said(Figure(tier=Tier.COUNT, people=20), treatment="Tramadol")


def test_a_line_of_which_nothing_may_be_said_has_no_flags_and_no_source() -> None:
    assert said(TOO_FEW, treatment="Tramadol") == (
        '{"condition": "bad sleep", "treatment": "Tramadol", "tier": "none", "people": null, "helped": null, '
        '"message": "Too few to say."}'
    )

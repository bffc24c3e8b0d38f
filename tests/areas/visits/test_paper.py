"""The paper for a visit: one page, however much there is to tell."""

import re
from datetime import date, timedelta

import pytest

from bedside.areas.visits import paper
from bedside.policy.visits.facts import PLANNED, UNSURE, Effect, Facts, Illness, Scored, Taken, Trend

MADE = date(2026, 11, 23)
LONG = "A very long name of a treatment that goes on and on past any sensible width "


def whole(name: str) -> Facts:
    """Return the facts of somebody who has kept everything for years."""
    effect = Effect(name="Nausea and a long description " * 3, severity=4, still=True)
    now = [
        Taken(name=f"{name}{number}", purpose="an illness with a long name", dose="250 mg", since="since May 2026")
        for number in range(15)
    ]
    unsettled = [
        Taken(name=f"{name}{number}", purpose="x", open_as=PLANNED if number % 2 else UNSURE, going_on=False)
        for number in range(10)
    ]
    over = [
        Taken(
            name=f"{name}{number}",
            purpose="sleep",
            going_on=False,
            until="until October 2026",
            stopped_on=date(2026, 10, 3),
            why_stopped=("It did not help", "It cost too much"),
            effects=(effect,),
        )
        for number in range(15)
    ]
    days = [(MADE - timedelta(days=300 - number), float(number % 5)) for number in range(300)]
    return Facts(
        name="Juniper " * 20,
        birth_year=1984,
        made_on=MADE,
        last_visit=date(2026, 8, 3),
        questions=tuple(f"{number}. {'Why is it so? ' * 16}" for number in range(3)),
        illnesses=tuple(
            Illness(name=f"{name}{number}", said="since 2019", new_on=date(2026, 9, 1)) for number in range(20)
        ),
        taken=(*now, *unsettled, *over),
        allergies=tuple(f"{name}{number}: rash" for number in range(15)),
        scores=tuple(
            Scored(title=title, on=on, value=value, band="severe", minimal_change=2)
            for title in ("PHQ-9", "GAD-7")
            for on, value in ((date(2026, 7, 1), 20), (date(2026, 10, 10), 8))
        ),
        trend=Trend(title="How bad the days were", points=tuple(days), low=0, high=4),
    )


@pytest.mark.parametrize("name", ["Treatment ", LONG, "Donaudampfschifffahrtsgesellschaftskapitän" * 4])
def test_forty_treatments_and_twenty_illnesses_stay_on_one_page(name: str) -> None:
    made = paper.pdf(whole(name), url=f"https://site.example/visit/s/{'a' * 60}", until="24 November 2026, 10:00")
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 1

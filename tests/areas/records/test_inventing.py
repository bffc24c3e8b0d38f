"""A demo site's invented answers: silent people, found nowhere."""

from dataclasses import replace

import pytest

from bedside.areas.people.models import Account, Persona
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.records import actions, queries
from bedside.areas.records.actions import Invented
from bedside.site.demo import evaluations

pytestmark = pytest.mark.django_db

FEW = {"sleep": [Invented(treatment="tea", people=5, still=0.5, silent=0.2, helped=0.5)]}


@pytest.mark.parametrize("most", [40, pytest.param(1_000, marks=pytest.mark.nightly)])
def test_the_four_communities_of_the_demo_have_figures_and_cells_of_too_few(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By day with at most 40 people a treatment, which takes a quarter of the time; at night with all."""
    fewer = {
        name: [replace(item, people=min(item.people, most)) for item in told] for name, told in evaluations.TOLD.items()
    }
    monkeypatch.setattr(evaluations, "TOLD", fewer)
    assert evaluations.load() == sum(item.people for told in evaluations.TOLD.values() for item in told)
    for name, told in evaluations.TOLD.items():
        rows = queries.condition(ANONYMOUS, name).members.rows
        few = {item.treatment for item in told if item.people < 11}
        assert few
        assert {row.cell.treatment for row in rows} == {item.treatment for item in told} - few


def test_the_invented_people_cannot_sign_in_and_are_hidden() -> None:
    actions.invent_evaluations(by=None, told=FEW, seed=1)
    assert set(Account.objects.values_list("state", flat=True)) == {"closed"}
    assert not any(account.has_usable_password() for account in Account.objects.all())
    assert set(Persona.objects.values_list("hidden", "findable")) == {(True, False)}


def test_a_second_time_changes_nothing() -> None:
    actions.invent_evaluations(by=None, told=FEW, seed=1)
    people = Persona.objects.count()
    assert actions.invent_evaluations(by=None, told=FEW, seed=1) == 0
    assert Persona.objects.count() == people

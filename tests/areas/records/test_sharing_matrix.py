"""Who sees what of a record: each audience, each kind, and everybody who could look. Written from spec records.md 8."""

from typing import Any

import pytest

from bedside.areas.messaging.actions import care_teams
from bedside.areas.messaging.queries import care_teams as teams
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.records import queries
from bedside.areas.records.actions import sharing
from bedside.areas.records.actions.research import let_use
from bedside.areas.records.queries import sharing as shared
from bedside.areas.records.queries.answers import latest_sittings
from bedside.areas.records.queries.carers import record_of
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.consents.grants import RECORD
from bedside.policy.sharing import (
    ENTRY_KINDS,
    MATCHING,
    ONE_BY_ONE,
    RELEASES,
    RESEARCH_KINDS,
    SHARED_KINDS,
    STATISTICS,
    kinds_of,
)
from tests.areas.consents.test_grants import granted
from tests.areas.records.keeping import keep_one_of_each
from tests.areas.records.test_sharing import World, make_world
from tests.factories import make_persona, make_staff, viewer_of

pytestmark = pytest.mark.django_db

# Whom the owner chose, and who sees each kind then. Who is not named sees nothing of any kind.
SEES = {
    "only me": {"owner", "carer"},
    "only me, not my carers": {"owner"},
    "care team": {"owner", "carer", "team member"},
    "community": {"owner", "carer", "space member"},
    "site statistics": {"owner", "carer"},
    "matching": {"owner", "carer"},
    "open figures": {"owner", "carer"},
}


class Looking(World):
    """The world with a carer in it, and everybody who could look."""

    def lookers(self) -> dict[str, Viewer]:
        ana = make_persona(kind="carer")
        self.grant = granted(self.joan, ana, scopes=frozenset(RECORD))
        return {
            "owner": viewer_of(self.joan),
            "carer": viewer_of(ana),
            "team member": viewer_of(self.nadia),
            "space member": viewer_of(self.member),
            "other member": viewer_of(make_persona()),
            "clinician without team": viewer_of(make_persona(kind="clinician")),
            "anonymous": ANONYMOUS,
            "staff": viewer_of(make_staff("administrator", "admin_looks")),
        }

    def chosen(self, audience: str, made: dict[str, int]) -> None:
        """Let the owner choose an audience for all that it can be chosen for."""
        joan = viewer_of(self.joan)
        if audience == "care team":
            self.with_team(*SHARED_KINDS, covers="all")
        elif audience == "community":
            self.with_space(*SHARED_KINDS, covers="all")
        elif audience == "site statistics":
            let_use(by=joan, audience=STATISTICS, kinds=RESEARCH_KINDS)
        elif audience == "matching":
            let_use(by=joan, audience=MATCHING, kinds=kinds_of(MATCHING))
        elif audience == "open figures":
            let_use(by=joan, audience=RELEASES, kinds=kinds_of(RELEASES))
        elif audience == "only me, not my carers":
            for kind, number in made.items():
                sharing.choose(by=joan, kind=kind, item_id=number, audiences=[], alone=True)

    def seen_by(self, viewer: Viewer) -> set[str]:
        """Return the kinds of which somebody sees anything, through every read there is."""
        today = now().date()
        found = [
            {
                "days": [one for _day, one in queries.own_days(viewer, last=today, count=2) if one],
                "symptoms": queries.own_symptoms(viewer, first=today, last=today),
                "conditions": queries.own_conditions(viewer),
                "courses": queries.own_treatments(viewer),
                "questionnaires": latest_sittings(viewer, count=5),
                **{kind: queries.own_entries(viewer, kind) for kind in ENTRY_KINDS},
            }
        ]
        for read in (self._as_carer, self._in_team, self._in_space):
            try:
                found += read(viewer)
            except NotHere:
                continue
        return {kind for lists in found for kind, rows in lists.items() if rows}

    def _as_carer(self, viewer: Viewer) -> list[dict[str, object]]:
        return [lists_of(record_of(viewer, self.grant))]

    def _in_team(self, viewer: Viewer) -> list[dict[str, object]]:
        one = teams.shared_record(viewer, self.team_id)
        return [lists_of(one)] if one else []

    def _in_space(self, viewer: Viewer) -> list[dict[str, object]]:
        return [lists_of(one) for _who, one in shared.shared_in(viewer, self.space)]


def lists_of(found: Any) -> dict[str, object]:
    names = {kind: kind for kind in SHARED_KINDS if kind not in ENTRY_KINDS} | {"questionnaires": "sittings"}
    return {kind: getattr(found, name) for kind, name in names.items()} | dict(found.entries)


@pytest.fixture
def world() -> Looking:
    made = make_world()
    return Looking(made.joan, made.team_id, made.nadia, made.member)


@pytest.mark.parametrize("audience", SEES)
def test_who_sees_which_kind(world: Looking, audience: str) -> None:
    lookers, made = world.lookers(), keep_one_of_each(viewer_of(world.joan))
    world.chosen(audience, made)
    table = {who: world.seen_by(viewer) for who, viewer in lookers.items()}
    shown = set(SHARED_KINDS) - set(ONE_BY_ONE)  # a note to oneself is shown when it is chosen by itself
    seen = dict.fromkeys(SEES[audience], shown) | {"owner": set(SHARED_KINDS)}
    assert table == {who: seen.get(who, set()) for who in lookers}


def test_all_of_it_ends_at_once_for_everybody_but_the_owner_and_her_carer(world: Looking) -> None:
    lookers, made = world.lookers(), keep_one_of_each(viewer_of(world.joan))
    for audience in ("care team", "community", "site statistics", "matching", "open figures"):
        world.chosen(audience, made)
    for grant in shared.own_grants(viewer_of(world.joan)):
        sharing.stop_sharing(by=viewer_of(world.joan), grant_id=grant.number)
    care_teams.end_care_team(by=viewer_of(world.joan), team_id=world.team_id)
    table = {who for who, viewer in lookers.items() if world.seen_by(viewer)}
    assert table == {"owner", "carer"}

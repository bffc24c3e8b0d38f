"""A credential that is suspended or revoked counts no more, and is shown no more, wherever it is read."""

from datetime import timedelta

import pytest

from bedside.areas.credentials import queries
from bedside.areas.credentials.actions import Facts, issue, places
from bedside.areas.credentials.models import Credential, StatusPlace
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.posts import queries as posts
from bedside.kit.clock import now
from bedside.policy.verification.status import SIZE
from tests.areas.posts.writing import write
from tests.factories import make_credential, make_persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def uma() -> Persona:
    return make_persona(kind="clinician", handle="uma")


def facts(**changes: object) -> Facts:
    told: dict[str, object] = {"level": "V3", "profession": "Physician", "checked_by": 1}
    return Facts(**({"valid_until": now() + timedelta(days=90)} | told | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "level", "shown"),
    [
        ({}, "V3", True),
        ({"valid_until": now() - timedelta(seconds=1)}, "V2", True),  # lapsed: said, and rooms are read-only
        ({"valid_until": now() - timedelta(days=90)}, "V0", True),
        ({"suspended_at": now()}, "V0", False),
        ({"revoked_at": now()}, "V0", False),
        ({"revoked_at": now(), "suspended_at": now()}, "V0", False),
    ],
)
def test_every_read_asks_the_same(uma: Persona, changes: dict[str, object], level: str, shown: bool) -> None:
    row = make_credential(uma)
    post = write(uma)
    Credential.objects.filter(id=row.id).update(**changes)
    assert queries.level_of(uma.id) == level
    viewer = queries.viewer_of(uma.id)
    assert viewer is not None
    assert viewer.level == level
    assert (uma.id in queries.badges([uma.id])) is shown
    assert (posts.seen(ANONYMOUS, post.id).badge is not None) is shown


@pytest.mark.parametrize("held", [{}, {"suspended_at": now()}, {"valid_until": now() - timedelta(days=1)}])
def test_a_new_one_takes_the_place_of_whatever_was_there(uma: Persona, held: dict[str, object]) -> None:
    old = make_credential(uma)
    Credential.objects.filter(id=old.id).update(**held)
    new = issue(uma, facts(level="V4"))
    old.refresh_from_db()
    assert (old.revoked_reason, old.replaced_by) == ("replaced", new.id)
    assert queries.level_of(uma.id) == "V4"


def test_each_has_a_place_that_is_never_given_out_again(uma: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    throws = iter([7, 7, 9])
    monkeypatch.setattr("bedside.areas.credentials.actions.places.secrets.randbelow", lambda below: next(throws))
    first = issue(uma, facts())
    Credential.objects.all().delete()
    assert [first.place, issue(uma, facts()).place] == [7, 9]


def test_a_list_that_is_half_full_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedside.areas.credentials.actions.places.FULL", 2)
    taken = [places.take() // SIZE for _ in range(5)]
    assert (taken, StatusPlace.objects.count()) == ([0, 0, 1, 1, 2], 5)

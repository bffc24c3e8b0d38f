"""What a site makes stricter: who may, which rows, with what reason; that it counts, and can be taken back."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connections, transaction

from bedside.areas.audit.models import AuditEntry
from bedside.areas.boundaries import actions, queries
from bedside.areas.boundaries.models import Change
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere, Refused
from bedside.policy import boundaries
from bedside.policy.boundaries import Facts
from tests.factories import make_account, make_persona, viewer_of

ANSWER = {"space": "square", "action": "general answer", "target": "anyone"}
DOCTOR = Viewer(persona_id=1, kind="clinician", level="V3", confirmed=True)


@pytest.fixture
def keeper(db: None) -> Viewer:
    """An administrator."""
    return viewer_of(make_persona(kind="personal", account=make_account(staff=("administrator",))))


def test_a_row_is_stricter_from_then_on(
    keeper: Viewer, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    assert queries.ask(DOCTOR, **ANSWER).allowed
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # the fixture is a function
        actions.tighten(by=keeper, row_id="B08", decision="deny", reason="Our ethics board says so.")
    told = queries.ask(DOCTOR, **ANSWER)
    assert (told.decision, told.tightened, told.row.id) == ("deny", True, "B08")
    with pytest.raises(Refused) as refused:
        queries.require(DOCTOR, **ANSWER)
    assert (refused.value.code, refused.value.row, refused.value.rules) == (
        "boundary.deny",
        "B08",
        ("LIC", "GMC-CTX", "FTC-255"),
    )


def test_the_tables_answer_holds_again(keeper: Viewer) -> None:
    actions.tighten(by=keeper, row_id="B08", decision="deny", reason="For now.")
    actions.back_to_table(by=keeper, row_id="B08", reason="We talked again.")
    queries.forget_tightened()
    assert queries.ask(DOCTOR, **ANSWER).allowed
    assert [(one.row, one.decision) for one in queries.changes(keeper)] == [("B08", ""), ("B08", "deny")]


@pytest.mark.parametrize("row", [row for row in boundaries.table().rows if not boundaries.words_of(row).may])
def test_a_fixed_row_stays(keeper: Viewer, row: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.tighten(by=keeper, row_id=row, decision="deny", reason="We want to.")
    assert (refused.value.code, refused.value.do) == ("fixed", boundaries.words_of(row).fixed)
    assert not Change.objects.exists()


@pytest.mark.parametrize("decision", ["allow", "allow_if", "transform", "", "hold", "no such"])
def test_no_row_becomes_looser_or_something_that_it_can_t_be(keeper: Viewer, decision: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.tighten(by=keeper, row_id="B08", decision=decision, reason="We want to.")
    assert refused.value.code == "not_stricter"


@pytest.mark.parametrize(
    ("row", "reason", "code"),
    [
        ("B99", "Why not.", "no_row"),
        ("B00", "Why not.", "no_row"),
        ("B08", "  ", "no_reason"),
        ("B08", "a" * 301, "too_long"),
    ],
)
def test_what_is_not_said_well_changes_nothing(keeper: Viewer, row: str, reason: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.tighten(by=keeper, row_id=row, decision="deny", reason=reason)
    assert refused.value.code == code
    assert not Change.objects.exists()


@pytest.mark.parametrize("staff", [(), ("moderator",), ("safety_lead",)])
def test_others_change_nothing_and_see_no_changes(staff: tuple[str, ...], db: None) -> None:
    other = viewer_of(make_persona(account=make_account(staff=staff)))
    with pytest.raises(NotHere):
        actions.tighten(by=other, row_id="B08", decision="deny", reason="I want to.")
    with pytest.raises(NotHere):
        actions.back_to_table(by=other, row_id="B08", reason="I want to.")
    with pytest.raises(NotHere):
        queries.changes(other)


def test_what_is_as_the_table_says_can_t_go_back_to_it(keeper: Viewer) -> None:
    with pytest.raises(Refused) as refused:
        actions.back_to_table(by=keeper, row_id="B08", reason="Why not.")
    assert refused.value.code == "not_tightened"


def test_pressing_twice_is_one_change(keeper: Viewer) -> None:
    for _press in range(2):
        actions.tighten(by=keeper, row_id="B31", decision="hold", reason="Stewards look first.")
    assert Change.objects.count() == 1


def test_each_change_stands_in_the_log_without_its_words(keeper: Viewer) -> None:
    actions.tighten(by=keeper, row_id="B31", decision="hold", reason="Stewards look first.")
    actions.back_to_table(by=keeper, row_id="B31", reason="No more.")
    found = AuditEntry.objects.filter(action__startswith="boundary.").order_by("id")
    assert [(one.action, one.actor_id) for one in found] == [
        ("boundary.tighten", keeper.persona_id),
        ("boundary.back", keeper.persona_id),
    ]
    assert "Stewards" not in json.dumps([one.detail for one in found])


def test_a_row_that_holds_lets_in_only_what_its_guard_passes(keeper: Viewer) -> None:
    actions.tighten(by=keeper, row_id="B31", decision="hold", reason="Stewards look first.")
    queries.forget_tightened()
    member = Viewer(persona_id=1, kind="patient", confirmed=True)
    joining = {"space": "community", "action": "join", "target": "community"}
    assert queries.ask(member, **joining).decision == "deny"
    assert queries.ask(member, **joining, facts=Facts(consented=True)).decision == "hold"


def test_a_change_of_a_row_that_has_become_fixed_counts_no_more(db: None) -> None:
    Change.objects.create(row="B01", decision="deny", reason="Of an older version.", changed_by=1)
    queries.forget_tightened()
    member = Viewer(persona_id=1, kind="patient", confirmed=True)
    assert queries.ask(member, space="square", action="follow", target="clinician").allowed
    assert queries.row(member, "B01").change is None


def test_the_decision_is_asked_of_the_database_once_in_five_seconds(
    keeper: Viewer, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    queries.forget_tightened()
    with django_assert_num_queries(1):  # type: ignore[operator]  # the fixture is a function
        for _time in range(20):
            queries.ask(DOCTOR, **ANSWER)


def test_the_database_keeps_no_looser_decision(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.create(row="B08", decision="ok", reason="So.", changed_by=1)


def test_what_may_not_be_known_is_refused_as_nothing() -> None:
    with pytest.raises(NotHere):
        queries.require(DOCTOR, space="square", action="follow", target="personal")


def test_two_administrators_at_once_make_one_change(committed: None) -> None:
    keepers = [viewer_of(make_persona(account=make_account(staff=("administrator",)))) for _one in range(2)]

    def press(by: Viewer) -> None:
        try:
            actions.tighten(by=by, row_id="B31", decision="hold", reason="Stewards look first.")
        finally:
            connections.close_all()

    try:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(press, keepers * 3))
        assert Change.objects.count() == 1
    finally:
        Change.objects.all().delete()

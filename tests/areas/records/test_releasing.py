"""A release: of those who agreed to exactly that, paid for before, made once, and never changed."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, transaction

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.models import Account, AccountState
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.records import actions
from bedside.areas.records.actions import releasing, sharing
from bedside.areas.records.actions.releasing import BeingMade, OverBudget
from bedside.areas.records.actions.research import let_use, stop_use
from bedside.areas.records.cubes import noise
from bedside.areas.records.cubes import releasing as cubes
from bedside.areas.records.models import AskedWave, ImportedRow, OpenRelease, PrivacyCharge, TreatmentCourse
from bedside.areas.records.queries import releases as queries
from bedside.areas.records.queries import sharing as shared
from bedside.areas.records.queries.consented import releasable
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere
from bedside.kit.viewing import as_system
from bedside.policy.courses import Course
from bedside.policy.dates import part
from bedside.policy.evaluations import Evaluation
from bedside.policy.evidence import releases as rules
from bedside.policy.evidence.releases import Named, Sums
from bedside.policy.sharing import RELEASED_KINDS, RELEASES, STATISTICS
from tests.areas.records.people import answer
from tests.factories import make_account, make_persona, make_staff, viewer_of

pytestmark = pytest.mark.django_db
CELLS = tuple(Named("depression", name) for name in ("tea", "walks", "sertraline"))
ONE = Decimal(1)


def agrees(by: Viewer, *kinds: str) -> None:
    let_use(by=by, audience=RELEASES, kinds=kinds or RELEASED_KINDS)


def keeps(by: Viewer, text: str, effect: int = 3) -> None:
    """Keep a course with an answer at two weeks."""
    today = now().date()
    course = Course(text=text, purpose="Depression", declared=today, start=part("2024-03-05"))
    course_id = actions.add_treatment(by=by, course=course)
    asked = {"owner_id": by.account_id, "course_id": course_id, "wave": "w2", "opens": today, "closes": today}
    question = AskedWave.objects.create(**asked, told_at=now())
    actions.answer_question(by=by, question_id=question.id, said=Evaluation(effect=effect))


def exact(cells: Sequence[Named] = CELLS) -> dict[str, tuple[int, int]]:
    """The exact sums that a release would start from: the test alone sees them."""
    with as_system("a test looks at what a release counts"):
        found = cubes.exact(releasable(), cells, today=now().date(), key=b"k")
    rows = zip(cells, found.people, found.totals, strict=True)
    return {cell.treatment: (people, total) for cell, people, total in rows if people}


def member() -> Viewer:
    return viewer_of(make_persona())


def test_what_is_counted_on_the_pages_is_in_no_release() -> None:
    by = member()
    keeps(by, "Tea")
    answer("walks", by=by)
    let_use(by=by, audience=STATISTICS, kinds=["courses"])
    assert exact() == {}


def test_who_agreed_is_in_it_with_both_forms_as_one_person() -> None:
    # Her course of the page began later than that of her record, so it is the one that counts: 3, not 4.
    by, other = member(), member()
    for one, effect in ((by, 4), (other, 1)):
        keeps(one, "Tea", effect)
        let_use(by=one, audience=STATISTICS, kinds=["courses"])
        agrees(one)
    answer("tea", by=by)
    answer("walks", by=by)
    assert exact() == {"tea": (2, 0), "walks": (1, 1)}


def test_the_record_needs_both_grants_and_both_marks_on_the_item() -> None:
    by = member()
    keeps(by, "Tea")
    keeps(by, "Walks")
    agrees(by, "courses")
    assert exact() == {}
    let_use(by=by, audience=STATISTICS, kinds=["courses"])
    assert set(exact()) == {"tea", "walks"}
    first = TreatmentCourse.objects.filter(owner_id=by.account_id).order_by("id")[0]
    sharing.choose(by=by, kind="courses", item_id=first.series_id, audiences=[STATISTICS], alone=False)
    assert set(exact()) == {"walks"}
    stop_use(by=by, audience=STATISTICS)
    assert exact() == {}


def test_who_named_one_kind_gives_no_other() -> None:
    by = member()
    keeps(by, "Tea")
    answer("walks", by=by)
    let_use(by=by, audience=STATISTICS, kinds=["courses"])
    agrees(by, "treatments")
    assert set(exact()) == {"walks"}


def test_taking_it_back_counts_at_once_and_staff_are_in_none() -> None:
    by, staff = member(), viewer_of(make_persona(account=make_account(staff=("moderator",))))
    for one in (by, staff):
        answer("tea", by=one)
        agrees(one)
    assert exact() == {"tea": (1, 1)}
    stop_use(by=by, audience=RELEASES)
    assert exact() == {}


@pytest.mark.parametrize("state", [AccountState.CLOSED, AccountState.SUSPENDED])
def test_who_is_leaving_or_shut_out_is_in_none(state: AccountState) -> None:
    by = member()
    answer("tea", by=by)
    agrees(by)
    Account.objects.filter(id=by.account_id).update(state=state)
    assert exact() == {}


def test_who_is_under_18_is_not_asked() -> None:
    with pytest.raises(NotAllowed):
        agrees(viewer_of(make_persona(teen=True)))


def test_who_told_much_gives_five() -> None:
    cells = tuple(Named("depression", f"tea {number}") for number in range(8))
    by, other = member(), member()
    for cell in cells:
        answer(cell.treatment, by=by)
    answer(cells[0].treatment, by=other)
    for one in (by, other):
        agrees(one)
    assert sum(people for people, _total in exact(cells).values()) == 5 + 1


def test_what_is_not_named_is_not_counted() -> None:
    by = member()
    answer("hats", by=by)
    answer("tea", by=by)
    agrees(by)
    assert exact() == {"tea": (1, 1)}


def test_an_imported_set_is_in_none() -> None:
    rows = (
        ImportedRow(
            source="external:x", source_row=str(n), treatment="tea", purpose="depression", helped=True, effect=4
        )
        for n in range(300)
    )
    ImportedRow.objects.bulk_create(rows)
    assert exact() == {}


@pytest.fixture
def known_noise(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of OpenDP's draw, the same number every time; what it costs is asked in test_noise."""
    monkeypatch.setattr(rules, "named_cells", lambda: CELLS)
    monkeypatch.setattr(cubes, "noisy", _add_known)


def _add_known(exact_sums: Sums, *, epsilon: Decimal) -> tuple[list[int], list[float]]:
    return [n + 100 for n in exact_sums.people], [t + 0.5 for t in exact_sums.totals]


@pytest.mark.usefixtures("known_noise")
def test_a_release_holds_named_cells_with_noise_and_what_it_cost() -> None:
    for person, _course in answer("tea", people=4):
        agrees(person)
    made = releasing.release_now(epsilon=ONE)
    rows = list(csv.DictReader(io.StringIO(made.body)))
    people = [(row["treatment"], row["people"]) for row in rows]
    assert people == [("tea", "104"), ("walks", "100"), ("sertraline", "100")]
    assert (made.named, made.released, made.threshold, made.charge.epsilon) == (3, 3, 100, ONE)
    assert queries.budget(ANONYMOUS) == queries.Budget(now().year, ONE, Decimal(3), 0)


@pytest.mark.usefixtures("known_noise")
def test_each_release_is_a_line_in_the_ledger_of_who_may_be_in_it() -> None:
    [(by, _course)] = answer("tea")
    other = member()
    answer("walks", by=other)
    agrees(by)
    for _time in range(2):
        releasing.release_now(epsilon=ONE)
    told = [(one.audience, one.count) for one in shared.ledger(by) if one.act == "use"]
    assert told == [(RELEASES, 1)] * 2
    assert list(shared.ledger(other)) == []


@pytest.mark.usefixtures("known_noise")
def test_a_year_costs_four_and_not_a_tenth_more() -> None:
    with time_machine.travel(datetime(2026, 12, 30, tzinfo=UTC), tick=False):
        for epsilon in ("2.5", "1.5"):
            releasing.release_now(epsilon=Decimal(epsilon))
        with pytest.raises(OverBudget):
            releasing.release_now(epsilon=Decimal("0.1"))
        assert (OpenRelease.objects.count(), PrivacyCharge.objects.count()) == (2, 2)
    with time_machine.travel(datetime(2027, 1, 1, tzinfo=UTC), tick=False):
        releasing.release_now(epsilon=Decimal("0.1"))
    assert OpenRelease.objects.count() == 3


@pytest.mark.parametrize("wrong", ["0", "-1", "5", "0.25", "NaN"])
def test_what_is_no_epsilon_changes_nothing(wrong: str) -> None:
    with pytest.raises(OverBudget):
        releasing.release_now(epsilon=Decimal(wrong))
    assert PrivacyCharge.objects.count() == 0


@pytest.mark.usefixtures("known_noise")
def test_only_an_administrator_orders_one_and_it_is_written_down() -> None:
    for other in (member(), viewer_of(make_staff("moderator", "mod_looks")), ANONYMOUS):
        with pytest.raises(NotHere):
            releasing.order_release(by=other, epsilon=ONE)
    admin = viewer_of(make_staff("administrator", "admin_acts"))
    charge = releasing.order_release(by=admin, epsilon=ONE)
    assert queries.budget(ANONYMOUS).waiting == 1
    made = [releasing.make_release(charge) for _twice in range(2)]
    assert made[0].id == made[1].id
    assert (OpenRelease.objects.count(), queries.budget(ANONYMOUS).waiting) == (1, 0)
    said = AuditEntry.objects.filter(action__in=("records.charge", "records.release")).order_by("id")
    assert [one.action for one in said] == ["records.charge", "records.release"]


@pytest.mark.usefixtures("known_noise")
def test_a_second_press_orders_no_second_one() -> None:
    admin = viewer_of(make_staff("administrator", "admin_acts"))
    charge = releasing.order_release(by=admin, epsilon=ONE)
    with pytest.raises(BeingMade):
        releasing.order_release(by=admin, epsilon=ONE)
    releasing.make_release(charge)
    releasing.order_release(by=admin, epsilon=ONE)
    with time_machine.travel(now() + releasing.WAITS, tick=False):
        releasing.order_release(by=admin, epsilon=ONE)
        assert releasing.make_waiting() == 2
        assert releasing.make_waiting() == 0
    assert (OpenRelease.objects.count(), PrivacyCharge.objects.count()) == (3, 3)


def test_what_was_ordered_stays_paid_for_though_it_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    charge = releasing.order_release(by=viewer_of(make_staff("administrator", "admin_acts")), epsilon=ONE)
    monkeypatch.setattr(noise, "ROUNDING", -1)
    with pytest.raises(noise.CostsMore), transaction.atomic():
        releasing.make_release(charge)
    assert (PrivacyCharge.objects.count(), OpenRelease.objects.count()) == (1, 0)


@pytest.mark.usefixtures("known_noise")
def test_the_application_can_change_neither_a_release_nor_the_ledger() -> None:
    releasing.release_now(epsilon=ONE)
    for rows in (PrivacyCharge.objects.all(), OpenRelease.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(id=1)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(using="default")


def test_with_the_real_noise_few_people_are_in_no_file() -> None:
    for person, _course in answer("sertraline", people=12):
        agrees(person)
    made = releasing.release_now(epsilon=Decimal(4))
    assert (made.named, made.released, made.threshold) == (len(rules.named_cells()), 0, 100)

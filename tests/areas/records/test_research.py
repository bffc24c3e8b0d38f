"""A member lets the site count her record, or compare it: nobody reads it, and taking it back counts at once."""

import pytest
import time_machine
from django.db import connection

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions import sharing
from bedside.areas.records.actions.evaluating import record_evaluation
from bedside.areas.records.actions.research import let_use, stop_use
from bedside.areas.records.errors import Unclear
from bedside.areas.records.models import LedgerEntry
from bedside.areas.records.queries import research
from bedside.areas.records.queries import sharing as shared
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere
from bedside.kit.outbox.models import OutboxRow
from bedside.kit.viewing import as_system
from bedside.policy.sharing import LASTS, MATCHING, RESEARCH_KINDS, STATISTICS, fault_in
from tests.areas.records.keeping import keep_one_of_each
from tests.areas.records.people import asked
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def joan() -> Viewer:
    """A member who kept one thing of each kind."""
    made = viewer_of(make_persona(name="Joan Reed"))
    keep_one_of_each(made)
    return made


def used(kind: str, audience: str = STATISTICS) -> int:
    """How many items of a kind a build may read."""
    with as_system("a test looks at what builds read"):
        return research.consented_rows(kind, audience).count()


def changes() -> list[str]:
    return [row.payload["audience"] for row in OutboxRow.objects.filter(name__endswith="UseChanged").order_by("id")]


def test_without_a_grant_nothing_is_used(joan: Viewer) -> None:
    assert research.consented_owners() == research.consented_owners(MATCHING) == frozenset()
    assert [used(kind) for kind in RESEARCH_KINDS] == [0, 0, 0, 0]


def test_what_she_named_is_counted_and_nothing_else(joan: Viewer) -> None:
    let_use(by=joan, audience=STATISTICS, kinds=["conditions", "courses"])
    assert research.consented_owners() == {joan.account_id}
    assert research.consented_owners(kind="questionnaires") == frozenset()
    assert research.consented_owners(MATCHING) == frozenset()
    assert [used(kind) for kind in RESEARCH_KINDS] == [1, 1, 0, 0]
    assert used("conditions", MATCHING) == 0


def test_a_new_item_is_used_too_and_one_that_is_hers_alone_never(joan: Viewer) -> None:
    let_use(by=joan, audience=STATISTICS, kinds=RESEARCH_KINDS)
    made = keep_one_of_each(joan, illness="Gout", treatment="Colchicine")
    assert used("conditions") == 2
    sharing.choose(by=joan, kind="conditions", item_id=made["conditions"], audiences=[], alone=True)
    assert used("conditions") == 1


def test_stopping_takes_all_out_of_the_raw_tables_at_once_and_is_told(joan: Viewer) -> None:
    let_use(by=joan, audience=STATISTICS, kinds=RESEARCH_KINDS)
    let_use(by=joan, audience=MATCHING, kinds=["conditions", "age_band"])
    assert research.fields_of(joan.account_id) == {"conditions", "age_band"}
    stop_use(by=joan, audience=STATISTICS)
    stop_use(by=joan, audience=STATISTICS)
    assert research.consented_owners() == frozenset()
    assert [used(kind) for kind in RESEARCH_KINDS] == [0, 0, 0, 0]
    assert used("conditions", MATCHING) == 1
    stop_use(by=joan, audience=MATCHING)
    assert research.fields_of(joan.account_id) == frozenset()
    assert changes() == [STATISTICS, MATCHING, STATISTICS, MATCHING]


def test_a_second_grant_takes_the_place_of_the_first(joan: Viewer) -> None:
    let_use(by=joan, audience=MATCHING, kinds=["conditions", "courses"])
    let_use(by=joan, audience=MATCHING, kinds=["symptoms"])
    assert research.fields_of(joan.account_id) == {"symptoms"}
    assert (used("conditions", MATCHING), used("symptoms", MATCHING)) == (0, 1)


def test_it_is_over_after_its_year_though_no_job_ran(joan: Viewer) -> None:
    let_use(by=joan, audience=STATISTICS, kinds=RESEARCH_KINDS)
    with time_machine.travel(now() + LASTS, tick=False):
        assert research.consented_owners() == frozenset()
        assert used("conditions") == 0
        sharing.expire()
        assert changes()[-1] == STATISTICS


def test_it_leaves_the_consent_for_one_treatment_of_the_first_form_as_it_is(joan: Viewer) -> None:
    record_evaluation(by=joan, wish=asked("tea", counted=True))
    assert research.consented_owners() == frozenset()
    number = let_use(by=joan, audience=STATISTICS, kinds=RESEARCH_KINDS)
    stop_use(by=joan, audience=STATISTICS)
    left = shared.own_grants(joan)
    assert [one.audience for one in left] == [STATISTICS]
    assert left[0].number != number
    assert left[0].text_hash != shared.own_grant(joan, number).text_hash
    with pytest.raises(NotHere):
        sharing.stop_sharing(by=joan, grant_id=left[0].number)


def test_a_use_is_written_down_when_it_changes_each_by_itself(joan: Viewer) -> None:
    let_use(by=joan, audience=STATISTICS, kinds=["courses"])
    for _night in range(2):
        sharing.note_uses([joan.account_id], kinds=("courses",))
        sharing.note_uses([joan.account_id], audience=MATCHING, kinds=("matching",))
    sharing.note_uses([joan.account_id] * 2, kinds=("courses",))
    found = [(one.audience, one.count) for one in shared.ledger(joan) if one.act == "use"]
    assert found == [(STATISTICS, 1), (MATCHING, 1), (STATISTICS, 2)]


@pytest.mark.parametrize(("audience", "kinds"), [(STATISTICS, ["days"]), (STATISTICS, []), ("team:1", ["days"])])
def test_what_is_not_said_clearly_changes_nothing(joan: Viewer, audience: str, kinds: list[str]) -> None:
    with pytest.raises(Unclear):
        let_use(by=joan, audience=audience, kinds=kinds)
    assert not LedgerEntry.objects.exists()


def test_who_is_under_age_is_neither_counted_nor_compared() -> None:
    young = viewer_of(make_persona(teen=True))
    for audience, kinds in ((STATISTICS, ["courses"]), (MATCHING, ["conditions"])):
        with pytest.raises(NotAllowed):
            let_use(by=young, audience=audience, kinds=kinds)


def test_a_night_of_many_uses_takes_one_lock_and_leaves_every_ledger_whole(joan: Viewer) -> None:
    let_use(by=joan, audience=STATISTICS, kinds=["courses"])
    others = [viewer_of(make_persona()) for _ in range(3)]
    with as_system("a test counts what a night holds"):
        held = _advisory_locks()
        sharing.note_uses({joan.account_id: 2, **{one.account_id: 1 for one in others}}, kinds=("courses",))
        assert _advisory_locks() - held <= 1
        for one in (joan, *others):
            chain = LedgerEntry.objects.filter(owner_id=one.account_id).order_by("seq")
            whole = [(row.entry(), bytes(row.prev), bytes(row.hash)) for row in chain]
            assert fault_in(one.account_id, whole) == ""
            assert (whole[-1][0].act, whole[-1][0].seq) == ("use", 2 if one is joan else 1)


def _advisory_locks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        return int(cursor.fetchone()[0])

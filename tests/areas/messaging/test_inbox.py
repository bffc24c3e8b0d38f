"""The inbox of a practice: the order of the rule, page for page, what each role sees of it, and no word too many."""

from datetime import timedelta
from typing import Any

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.messaging.actions.team.measuring import measure_all
from bedside.areas.messaging.models import Seen, Thread
from bedside.areas.messaging.queries import inbox as inboxes
from bedside.areas.messaging.queries.inbox import counts, inbox
from bedside.areas.people.models import Persona
from bedside.areas.practice.models import Practice
from bedside.areas.practice.queries.seat import Seat, seat
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import viewing
from bedside.policy.practice.triage import Row, Shelf, place
from tests.areas.messaging.making import make_channel, make_colleague, make_practice, make_thread
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def practice() -> Practice:
    return make_practice(slug="elm")


def seat_of(persona: Persona, slug: str = "elm") -> Seat:
    return seat(viewer_of(persona), slug)


def ids(here: Seat, shelf: Shelf = Shelf.ALL) -> list[int]:
    """Return the threads of a shelf, over all its pages."""
    found, after = [], ""
    with viewing(here.persona_id):
        while True:
            page = inbox(here, shelf, after=after)
            found += [line.id for line in page.lines]
            after = page.after
            if not after:
                return found


def test_the_order_is_that_of_the_rule_also_over_pages(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inboxes, "PAGE", 3)
    channel, moment = make_channel(practice), now()
    for number, (due, asked, reason) in enumerate(
        [(None, 9, "question"), (4, 1, "bill"), (-2, 5, "question"), (4, 3, "question"), (None, None, "question")] * 2
    ):
        times: dict[str, Any] = {
            "due_at": moment + due * HOUR if due is not None else None,
            "asked_at": moment - asked * HOUR if asked is not None else None,
        }
        make_thread(channel, reason="worse_today" if number == 6 else reason, words="", **times)
    rows = [Row(one.id, one.urgent, one.due_at, one.asked_at) for one in Thread.objects.all()]
    assert ids(seat_of(make_colleague(practice))) == [row.id for row in sorted(rows, key=place)]


def test_looking_through_it_opens_nothing(practice: Practice) -> None:
    nurse = make_colleague(practice)
    make_thread(make_channel(practice), subject="Driving")
    logged = AuditEntry.objects.count()
    [line] = inbox(seat_of(nurse), Shelf.ALL).lines
    assert line.subject == "Driving"
    assert (Seen.objects.count(), AuditEntry.objects.count()) == (0, logged)


def test_a_sensitive_thread_shows_neither_its_heading_nor_whose_it_is(practice: Practice) -> None:
    make_thread(make_channel(practice, make_persona(name="Juniper")), subject="Driving", sensitive=True)
    [line] = inbox(seat_of(make_colleague(practice)), Shelf.ALL).lines
    assert (line.subject, line.patient, line.sensitive) == ("", "", True)


@pytest.mark.parametrize(
    ("role", "reasons"),
    [
        ("responder", {"question", "bill", "worse_today"}),
        ("owner", {"question", "bill", "worse_today"}),
        ("front_desk", {"bill", "result"}),
        ("on_call", {"worse_today", "result"}),
    ],
)
def test_each_role_sees_its_work_and_what_was_handed_to_it(practice: Practice, role: str, reasons: set[str]) -> None:
    who, channel = make_colleague(practice, role), make_channel(practice)
    for reason in ("question", "bill", "worse_today"):
        make_thread(channel, reason=reason)
    if "result" in reasons:
        make_thread(channel, reason="result", state="assigned", owner=who)
    found = Thread.objects.filter(id__in=ids(seat_of(who))).values_list("reason", flat=True)
    assert set(found) == reasons


def test_editors_see_no_inbox_and_others_no_practice(practice: Practice) -> None:
    with pytest.raises(NotHere):
        inbox(seat_of(make_colleague(practice, "editor")), Shelf.ALL)
    for other in (make_persona(), make_colleague(make_practice())):
        with pytest.raises(NotHere):
            seat_of(other)
    with pytest.raises(NotHere):
        seat_of(make_colleague(practice), slug="nowhere")


def test_each_shelf_holds_what_it_says(practice: Practice) -> None:
    nurse, channel = make_colleague(practice), make_channel(practice)
    fresh = make_thread(channel).id
    mine = make_thread(channel, state="assigned", owner=nurse).id
    urgent = make_thread(channel, reason="worse_today").id
    waiting = make_thread(channel, state="waiting_patient", owner=nurse).id
    later = make_thread(channel, wakes_at=now() + HOUR).id
    woken = make_thread(channel, wakes_at=now() - HOUR).id
    closed = make_thread(channel, state="closed", closed_at=now()).id
    make_thread(make_channel(make_practice()))
    here = seat_of(nurse)
    assert {shelf: set(ids(here, shelf)) for shelf in Shelf} == {
        Shelf.ALL: {fresh, mine, urgent, woken},
        Shelf.MINE: {mine},
        Shelf.UNASSIGNED: {fresh, urgent, woken},
        Shelf.URGENT: {urgent},
        Shelf.WAITING: {waiting},
        Shelf.SNOOZED: {later},
        Shelf.CLOSED: {closed},
    }
    assert counts(here) == {Shelf.ALL: "4", Shelf.MINE: "1", Shelf.UNASSIGNED: "3", Shelf.URGENT: "1"}


@pytest.mark.parametrize("after", ["x", "1_x_x", "2_x_x_1", "1_x_x_x", "1_-1_x_1", f"1_{9**30}_x_1", "1_x_x_1_", "²"])
@pytest.mark.parametrize("shelf", [Shelf.ALL, Shelf.CLOSED])
def test_a_page_that_there_cannot_be_is_not_here(practice: Practice, after: str, shelf: Shelf) -> None:
    with pytest.raises(NotHere):
        inbox(seat_of(make_colleague(practice)), shelf, after=after)


def test_the_promise_is_measured_from_first_answers_and_waiting_threads(practice: Practice) -> None:
    channel, asked = make_channel(practice), now() - timedelta(days=2)
    for hours in range(1, 21):
        make_thread(channel, words="", at=asked, first_answer_at=asked + hours * HOUR)
    measure_all()
    practice.refresh_from_db()
    assert (practice.usual_seconds, practice.usual_of) == (18 * 3600, 20)
    for _number in range(5):
        make_thread(channel, words="", at=asked)
    make_thread(channel, words="", at=now() - timedelta(days=31), first_answer_at=now())
    measure_all()
    practice.refresh_from_db()
    assert (practice.usual_seconds, practice.usual_of) == (None, 25)

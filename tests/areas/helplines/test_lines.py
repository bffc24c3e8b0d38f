"""Lines are shown only while somebody has called them; a list is taken in whole or not at all."""

from datetime import UTC, datetime, timedelta

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.helplines import actions, queries
from bedside.areas.helplines.models import Line
from bedside.areas.people.viewer import ANONYMOUS
from bedside.kit.errors import NotHere
from bedside.policy.helplines.reading import Row, read, starting_list
from tests.factories import make_persona, make_staff, viewer_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)
    queries.forget_shown()


def take(**fields):
    fields = {"line": 1, "country": "GB", "name": "Samaritans", "telephone": "116 123"} | fields
    actions.import_lines([Row(**fields)])
    queries.forget_shown()
    return Line.objects.get(country=fields["country"], name=fields["name"])


def shown(country="GB"):
    queries.forget_shown()
    return [line.name for line in queries.usable(country)]


def keeper():
    return viewer_of(make_staff("moderator", "keeper"))


def test_the_list_that_comes_along_shows_nothing_until_somebody_calls():
    rows = [row for row in read(starting_list(), today=NOW.date()) if isinstance(row, Row)]
    taken = actions.import_lines(rows)
    assert (taken.added, taken.to_call) == (24, 24)
    assert shown() == shown("US") == []
    line = Line.objects.get(name="Shout")
    actions.record_answer(by=keeper(), line_id=line.id)
    assert shown() == ["Shout"]


def test_a_call_is_recorded_with_its_caller_and_counts_for_180_days(time_machine):
    line, staff = take(), keeper()
    actions.record_answer(by=staff, line_id=line.id)
    (row,) = queries.all_lines(staff)
    assert (row.by, row.left) == ("@keeper", 180)
    entry = AuditEntry.objects.get(action="call help line")
    assert (entry.actor_id, entry.object_id, entry.reason_code) == (staff.persona_id, line.id, "answers")
    time_machine.move_to(NOW + timedelta(days=180), tick=False)
    assert shown() == ["Samaritans"]
    time_machine.move_to(NOW + timedelta(days=181), tick=False)
    assert shown() == []
    assert [name for _country, name, _how, _left in queries.to_call()] == ["Samaritans"]


def test_a_line_that_does_not_answer_is_off_at_once():
    line, staff = take(checked_on=NOW.date(), checked_by="Ann"), keeper()
    assert shown() == ["Samaritans"]
    actions.record_silence(by=staff, line_id=line.id)
    assert shown() == []


def test_the_same_list_again_changes_nothing_and_keeps_the_call():
    line = take()
    actions.record_answer(by=keeper(), line_id=line.id)
    rows = [Row(line=1, country="GB", name="Samaritans", telephone="116 123")]
    assert actions.import_lines(rows).unchanged == 1
    assert shown() == ["Samaritans"]


def test_another_number_has_to_be_called_anew():
    line = take()
    actions.record_answer(by=keeper(), line_id=line.id)
    take(telephone="116 124")
    assert shown() == []


def test_an_older_call_of_a_file_does_not_undo_a_younger_one():
    take(checked_on=NOW.date(), checked_by="Ann")
    take(checked_on=NOW.date() - timedelta(days=179), checked_by="Bob")
    assert Line.objects.get().checked_by == "Ann"


def test_nobody_but_staff_keeps_lines():
    line = take()
    for other in (ANONYMOUS, viewer_of(make_persona())):
        assert queries.all_lines(other) == []
        for act in (actions.record_answer, actions.record_silence, actions.remove):
            with pytest.raises(NotHere):
                act(by=other, line_id=line.id)
    assert Line.objects.get().checked_on is None


def test_who_called_is_forgotten_with_the_account_and_the_line_stays_shown():
    from bedside.areas.people.queries import leaver

    line, staff = take(), keeper()
    actions.record_answer(by=staff, line_id=line.id)
    actions.forget_caller(leaver(staff.account_id))
    line.refresh_from_db()
    assert (line.checked_by_id, line.checked_by) == (None, "staff of this site")
    assert shown() == ["Samaritans"]


def test_the_country_comes_from_the_account_and_from_nowhere_else():
    from bedside.areas.people.actions import choose_country
    from bedside.areas.people.queries import country_of

    viewer = viewer_of(make_persona())
    assert country_of(viewer) == country_of(ANONYMOUS) == ""
    choose_country(by=viewer, country="ie")
    assert country_of(viewer) == "IE"

"""Taking in a list of handles: all or nothing, as often as one likes, and never who asked to stay out."""

from datetime import UTC, datetime, timedelta

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.directory import actions
from bedside.areas.directory.models import Listing
from bedside.kit.clock import now
from bedside.policy.directory.handles_file import BadRow, WrongFile
from tests.areas.directory.people import row

pytestmark = pytest.mark.django_db


def take(*rows):
    return actions.import_handles(rows=list(rows))


def test_the_same_file_again_changes_nothing_but_the_day_it_was_seen(time_machine):
    time_machine.move_to(datetime(2026, 3, 1, tzinfo=UTC), tick=False)
    first = take(row("uma@clinic.example", "Uma Haddad"), row("zoe@clinic.example", "Zoe Lind"))
    before = list(Listing.objects.order_by("handle").values("id", "name", "added_on"))
    time_machine.shift(timedelta(days=30))
    day = before[0]["added_on"]
    again = take(
        row("uma@clinic.example", "Uma Haddad", added_on=day), row("zoe@clinic.example", "Zoe Lind", added_on=day)
    )
    assert (first.added, again.added, again.changed, again.unchanged) == (2, 0, 0, 2)
    assert list(Listing.objects.order_by("handle").values("id", "name", "added_on")) == before
    assert set(Listing.objects.values_list("seen_at", flat=True)) == {now()}


def test_a_handle_that_comes_twice_is_one_entry_and_what_a_row_leaves_empty_stays():
    result = take(
        row("uma@clinic.example", "Uma Haddad", specialty="Neurology"),
        row("uma@clinic.example", "Uma H. Haddad", specialty="", line=3),
    )
    assert (result.read, result.merged, result.added) == (2, 1, 1)
    take(row("uma@clinic.example", "Uma H. Haddad", specialty="", languages=()))
    entry = Listing.objects.get()
    assert (entry.name, entry.specialty, entry.languages) == ("Uma H. Haddad", "Neurology", ["en"])


def test_one_handle_on_two_networks_is_two_entries():
    result = take(row("uma.example", "Uma Haddad", network="bluesky"), row("uma_example", "Uma Haddad", network="x"))
    assert result.added == 2


def test_a_file_that_breaks_in_the_middle_leaves_nothing():
    def cut():
        yield row("uma@clinic.example", "Uma Haddad")
        raise WrongFile("line 3: the file ends in the middle of a row; it may be cut")

    with pytest.raises(WrongFile):
        actions.import_handles(rows=cut())
    assert not Listing.objects.exists()
    assert not AuditEntry.objects.filter(action="import handles").exists()


def test_an_import_writes_down_what_became_of_the_rows_and_no_names():
    take(row("uma@clinic.example", "Uma Haddad"), BadRow(3, "handle is a formula"))
    entry = AuditEntry.objects.get(action="import handles")
    assert entry.detail == {"read": 2, "added": 1, "changed": 0, "refused": 1, "kept_out": 0}


def test_who_asked_to_be_taken_out_is_not_brought_back():
    take(row("uma@clinic.example", "Uma Haddad"))
    actions.ask_out(network="mastodon", handle="@Uma@Clinic.example")
    result = take(row("uma@clinic.example", "Uma Haddad"), row("zoe@clinic.example", "Zoe Lind"))
    assert (result.added, result.kept_out) == (1, 1)
    assert Listing.objects.get(handle="uma@clinic.example").asked_out_at is not None


def test_somebody_who_was_never_listed_can_stay_out_beforehand():
    actions.ask_out(network="fediverse", handle="uma@clinic.example")
    assert take(row("uma@clinic.example", "Uma Haddad")).kept_out == 1
    assert not Listing.objects.exists()

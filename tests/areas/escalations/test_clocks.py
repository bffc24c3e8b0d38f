"""The sweep: what is told at half time and at full time, once, whatever happens to worker, rota, machine or author."""

from datetime import datetime, timedelta

import pytest
import time_machine

from bedside.areas.escalations import actions, queries
from bedside.areas.escalations.models import Absence, Escalation, PrivateMessage, Shift, Step
from bedside.areas.people.models import Account, Persona
from bedside.kit.clock import now
from bedside.kit.outbox.models import OutboxRow
from bedside.policy.escalation import Rung
from tests import factories
from tests.areas.escalations.scene import Scene, row, write

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def calls() -> list[tuple[str, list[int]]]:
    """Return who was called since the last look, and why."""
    found = [
        (one.payload["why"], one.payload["people"]) for one in OutboxRow.objects.order_by("id") if "why" in one.payload
    ]
    OutboxRow.objects.all().delete()
    return found


def swept(at: datetime) -> int:
    with time_machine.travel(at, tick=False):
        return actions.sweep()


def test_the_second_is_asked_at_half_time_and_those_who_stand_in_at_full_time(scene: Scene) -> None:
    begun = row(scene.flagged("self_harm")).begun_at
    assert calls() == [("new", [scene.first.id])]
    assert swept(begun + 5 * MINUTE - timedelta(seconds=1)) == 0
    assert swept(begun + 5 * MINUTE) == 1
    assert calls() == [("second", [scene.second.id])]
    assert swept(begun + 10 * MINUTE) == 1
    assert calls() == [("late", [scene.lead.id])]
    assert swept(begun + 3 * DAY) == 0
    assert calls() == []


def test_a_clock_that_ran_out_is_remembered_and_reviewed(scene: Scene) -> None:
    escalation_id = scene.flagged("urgent")
    swept(row(escalation_id).begun_at + 2 * HOUR)
    assert row(escalation_id).missed
    actions.triage(by=scene.viewer("first"), escalation_id=escalation_id, choice="false_alarm", why="figure")
    (line,) = queries.reviews(scene.viewer("lead"))
    assert (line.escalation_id, line.missed, line.overdue) == (escalation_id, True, False)
    calls()
    assert swept(now() + 8 * DAY) == 1
    assert calls() == [("review", [scene.lead.id])]


def test_who_looked_has_until_the_second_clock_to_write(scene: Scene) -> None:
    escalation_id = scene.flagged("self_harm")
    begun = row(escalation_id).begun_at
    actions.triage(by=scene.viewer("first"), escalation_id=escalation_id, choice="confirm", why="said")
    calls()
    assert swept(begun + 14 * MINUTE) == 0
    assert swept(begun + 15 * MINUTE) == 1
    assert calls() == [("second", [scene.second.id])]
    actions.contact(by=scene.viewer("second"), escalation_id=escalation_id)
    assert swept(begun + 9 * DAY) == 0


def test_a_worker_that_was_away_for_a_day_tells_the_same_once(scene: Scene) -> None:
    escalation_id = scene.flagged("self_harm")
    calls()
    assert swept(now() + DAY) == 2
    assert [why for why, _people in calls()] == ["second", "late"]
    told = Step.objects.filter(escalation_id=escalation_id, kind="clock").values_list("rung", flat=True)
    assert sorted(told) == [Rung.SECOND_TRIAGE, Rung.LATE_TRIAGE]
    assert swept(now() + DAY) == 0


def test_the_next_moment_is_computed_anew_from_what_is_kept(scene: Scene) -> None:
    escalation_id = scene.flagged("self_harm")
    right = row(escalation_id).due_at
    Escalation.objects.filter(id=escalation_id).update(due_at=None)
    assert actions.mend() == 1
    assert row(escalation_id).due_at == right
    assert actions.mend() == 0


def test_a_machine_whose_clock_is_set_back_by_an_hour_delays_no_danger(scene: Scene) -> None:
    with time_machine.travel(now() + HOUR, tick=False):
        scene.flagged("self_harm")
    assert actions.sweep() == 2  # begun in the future: nobody waits for the hour to pass again
    assert actions.sweep() == 0


def test_a_machine_whose_clock_is_put_forward_tells_early_and_never_again(scene: Scene) -> None:
    scene.flagged("self_harm")
    assert swept(now() + HOUR) == 2
    assert actions.sweep() == 0


def test_with_a_gap_in_the_rota_those_who_stand_in_are_told_at_every_rung(scene: Scene) -> None:
    Shift.objects.all().delete()
    scene.flagged("self_harm")
    swept(now() + DAY)
    assert calls() == [("new", [scene.lead.id]), ("second", [scene.lead.id]), ("late", [scene.lead.id])]


def test_who_is_away_is_not_asked(scene: Scene) -> None:
    Absence.objects.create(persona_id=scene.first.id, begins_at=now() - HOUR, ends_at=now() + HOUR)
    scene.flagged()
    assert calls() == [("new", [scene.second.id])]


def test_the_author_is_asked_again_after_a_day_and_a_week_once_each(scene: Scene) -> None:
    escalation_id = scene.contacted("self_harm")
    actions.resolve(by=scene.viewer("first"), escalation_id=escalation_id, outcome="author_safe")
    over = row(escalation_id).entered_at
    for days in (0.9, 1, 1.1, 3, 6.9):
        swept(over + days * DAY)
    assert PrivateMessage.objects.filter(kind="check_in").count() == 1
    for days in (7, 7.1, 9, 30):
        swept(over + days * DAY)
    assert PrivateMessage.objects.filter(kind="check_in").count() == 2


@pytest.mark.parametrize("outcome", ["false_alarm", "withdrew"])
def test_nobody_is_asked_how_she_is_for_nothing(scene: Scene, outcome: str) -> None:
    escalation_id = scene.contacted("self_harm")
    actions.resolve(by=scene.viewer("first"), escalation_id=escalation_id, outcome=outcome)
    swept(now() + 30 * DAY)
    assert not PrivateMessage.objects.filter(kind="check_in").exists()


def test_an_unknown_country_has_the_general_number(scene: Scene) -> None:
    Account.objects.filter(id=scene.author.account_id).update(country="ZZ")
    escalation_id = scene.contacted("self_harm")
    assert "112" in queries.thread(scene.viewer("author"), escalation_id).messages[0].words
    card = queries.card_for(scene.viewer("author"), scene.post.id)
    assert card is not None
    assert card.emergency.number == "112"


def test_the_authors_own_country_counts(scene: Scene) -> None:
    Account.objects.filter(id=scene.author.account_id).update(country="NZ")
    escalation_id = scene.contacted("self_harm")
    assert "111" in queries.thread(scene.viewer("author"), escalation_id).messages[0].words


def test_a_card_that_nobody_answers_ends_by_itself_and_cost_nobody_time(scene: Scene) -> None:
    post = write(scene.author, "Crushing chest pain, my left arm is numb and I can't breathe.")
    actions.hint(post_id=post.id)
    (one,) = Escalation.objects.filter(post_id=post.id)
    Escalation.objects.filter(id=one.id).update(state="E1", queued=False, triaged_at=None)
    actions.mend()
    calls()
    swept(now() + 7 * DAY)
    assert (row(one.id).state, row(one.id).outcome) == ("E6", "lines_given_no_reply")
    assert calls() == []
    assert queries.reviews(scene.viewer("lead")) == []


def test_an_author_who_was_erased_stops_no_other_clock(scene: Scene) -> None:
    escalation_id = scene.contacted("self_harm")
    actions.resolve(by=scene.viewer("first"), escalation_id=escalation_id, outcome="author_safe")
    other = write(scene.reader)
    actions.flag(by=scene.viewer("author"), post_id=other.id, reason="self_harm")
    Persona.objects.filter(id=scene.author.id).delete()
    swept(now() + 2 * DAY)
    assert Step.objects.filter(kind="clock", reason="late_triage").count() == 1


def test_two_moderators_of_whom_one_knows_the_author_and_passes(scene: Scene) -> None:
    """She passes without a word; the clock goes on as before, and asks the other, not her again."""
    escalation_id = scene.flagged("self_harm")
    begun = row(escalation_id).begun_at
    actions.pass_on(by=scene.viewer("first"), escalation_id=escalation_id)
    assert calls()[-1] == ("new", [scene.second.id])
    assert row(escalation_id).begun_at == begun
    swept(begun + DAY)
    assert {person for _why, people in calls() for person in people} == {scene.lead.id}


def test_a_volunteer_whose_licence_lapsed_is_on_no_rota(scene: Scene) -> None:
    doctor = factories.make_persona(kind="clinician")
    credential = factories.make_credential(doctor, days=1)
    Shift.objects.all().update(persona_id=doctor.id, role="clinician")
    assert queries.on_duty(factories.viewer_of(doctor))
    credential.valid_until = now() - HOUR
    credential.save()
    assert not queries.on_duty(factories.viewer_of(doctor))
    scene.flagged()
    assert calls() == [("new", [scene.lead.id])]

"""I take my data and leave: the whole record as a file, the account erased, and the file still opens elsewhere."""

import json
from datetime import timedelta

import pytest
import time_machine

from bedside.areas.people import actions as people
from bedside.areas.people.models import Account
from bedside.areas.records import actions
from bedside.areas.records.models import Condition, TreatmentCourse
from bedside.kit.clock import now
from bedside.policy.conditions import Illness
from bedside.policy.courses import Course
from bedside.policy.fhir.bundle import preview
from bedside.policy.fhir.validating import fault
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db


def test_i_take_my_data_and_leave() -> None:
    me = make_persona()
    by, client = viewer_of(me), client_of(me)
    actions.add_condition(by=by, illness=Illness(text="Lantern lupus"))
    actions.add_treatment(by=by, course=Course(text="Fogwort", purpose="Sleep", declared=now().date()))
    actions.say_day(by=by, day=now().date(), face=2, line="A grey one")

    assert "Keep the file safe" in client.get("/record/export/").content.decode()
    taken = client.post("/record/export/").content

    people.ask_erasure(by=by)
    with time_machine.travel(now() + timedelta(days=7, minutes=1)):
        assert people.erase_due() == 1
    assert not Account.objects.filter(id=me.account_id).exists()
    assert not Condition.objects.filter(owner_id=me.account_id).exists()
    assert not TreatmentCourse.objects.filter(owner_id=me.account_id).exists()

    whole = json.loads(taken)
    assert fault(whole) is None
    assert [fault(one["resource"]) for one in whole["entry"]] == [None] * len(whole["entry"])
    found = preview(taken, this_year=2026)
    assert {one.text for one in found.kept} >= {"Lantern lupus", "Fogwort"}
    assert found.bad == []
    assert "A grey one" in taken.decode()

    elsewhere = viewer_of(make_persona())
    brought = actions.bring(by=elsewhere, kept=found.kept)
    assert (brought["Condition"].added, brought["Medicine"].added) == (1, 1)

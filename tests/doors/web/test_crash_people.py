"""Who is told of a crash, over HTTP: naming, a yes, the switch, the notice, and a carer's press."""

import re

import pytest

from bedside.areas.records import queries
from bedside.areas.records.models import Told
from bedside.kit.outbox.actions import deliver_now
from tests.areas.records.test_carers import Care
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db
AT = "/record/crash/people/"
WORDS = "Joan Reed asked that you be told: they are having a hard time."


def test_she_reads_the_exact_words_before_she_turns_it_on_and_they_are_those_that_are_told() -> None:
    care = Care()
    care.lets("enter logs")
    joan, ana = client_of(care.joan), client_of(care.ana)
    page = joan.get(AT).content.decode()
    assert WORDS in page
    assert "Turn it on" not in page
    assert joan.post(AT, {"do": "ask", "id": care.ana.id}).status_code == 302
    row = Told.objects.get().id
    deliver_now()
    assert "You decide." in ana.get("/notices/").content.decode()
    assert "Yes, tell me" in ana.get(AT).content.decode()
    ana.post(AT, {"do": "yes", "id": row})
    assert "Turn it on" in joan.get(AT).content.decode()
    joan.post(AT, {"do": "on", "id": row})
    joan.post("/record/crash/", {"do": "begin"})
    deliver_now()
    notices = ana.get("/notices/").content.decode()
    assert WORDS in notices
    read = re.sub(r"<[^>]*>", "", notices.split("<main", 1)[1].split("</main", 1)[0])
    assert "crash" not in read.lower()


@pytest.mark.parametrize("sent", [{}, {"do": "on"}, {"do": "steal", "id": 5}, {"do": "on", "id": "x"}])
def test_what_is_no_press_changes_nothing(sent: dict[str, object]) -> None:
    assert client_of(make_persona()).post(AT, sent).status_code == 404


def test_a_carer_begins_it_with_one_press_and_the_quiet_page_says_who_did() -> None:
    care = Care()
    grant = care.lets("enter logs")
    ana = client_of(care.ana)
    at = f"/carers/{grant}/record/crash/"
    assert at in ana.get(f"/carers/{grant}/record/").content.decode()
    assert ana.post(at).status_code == 302
    page = client_of(care.joan).get("/record/crash/")
    assert "Ana began it for you." in page.content.decode()
    assert len(page.content) <= 20_000
    assert b"<script" not in page.content


def test_a_carer_without_the_scope_is_offered_no_press_and_has_none() -> None:
    care = Care()
    grant = care.lets("view record", "enter courses")
    ana = client_of(care.ana)
    at = f"/carers/{grant}/record/crash/"
    assert at not in ana.get(f"/carers/{grant}/record/").content.decode()
    assert ana.post(at).status_code == 404
    assert queries.own_crash(viewer_of(care.joan)) is None

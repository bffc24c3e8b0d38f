"""A page for a visit: filled in, printed, linked, opened by somebody without an account, ended."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from bedside.areas.people.models import Persona
from bedside.areas.records import actions as records
from bedside.areas.visits.models import SheetLink, SheetOpening
from bedside.kit.clock import now
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy.instruments import SHIPPED
from bedside.policy.visits.links import CODE_TRIES
from tests.areas.records.people import asked
from tests.factories import client_of, make_persona, viewer_of
from tests.security.answers import Answer, plain

pytestmark = pytest.mark.django_db

SHEET = {
    "name": "J. A.",
    "birth_year": "1984",
    "question_1": "Is the tingling from the tablets?",
    "allergic": "these",
    "allergies": "Penicillin: rash",
    "lasting": "day",
}


@pytest.fixture
def juniper() -> Persona:
    persona = make_persona(handle="juniper")
    records.record_evaluation(by=viewer_of(persona), wish=asked("Naltrexone", purpose="ME/CFS"))
    return persona


def courses(persona: Persona) -> list[str]:
    return [str(one.id) for one in persona.courses.all()]


def sent(persona: Persona, do: str, **changes: Any) -> Any:
    return client_of(persona).post("/visit/", SHEET | {"courses": courses(persona), "do": do} | changes)


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def nothing() -> Answer:
    """What a link answers that never was."""
    answer = plain(Client().get("/s/" + "A" * 43 + "/"))
    assert answer.status == 404
    return answer


def linked(persona: Persona, **changes: Any) -> tuple[str, str]:
    """Return the path of a new link, and its code."""
    text = sent(persona, "link", **changes).content.decode()
    found = re.search(r"https?://[^/]+(/s/[\w-]{43}/)", text)
    assert found
    code = re.search(r"token\">(\d{6})<", text)
    return found[1], code[1] if code else ""


def test_looking_first_shows_the_sheet_and_keeps_nothing(juniper):
    shown = sent(juniper, "look")
    assert shown.status_code == 200
    for part in (
        "J. A.",
        "Born 1984.",
        "Is the tingling from the tablets?",
        "Naltrexone for ME/CFS",
        "Penicillin: rash",
    ):
        assert part in words(shown)
    assert not SheetLink.objects.exists()


def test_a_questionnaire_that_moved_since_the_last_visit_is_told_and_drawn(juniper):
    viewer = viewer_of(juniper)
    for days, value in ((90, 3), (5, 0)):
        given = [(item.link_id, value) for item in SHIPPED["gad7"].items]
        records.keep(by=viewer, key="gad7", given=given, day=(now() - timedelta(days=days)).date())
    visit = (now() - timedelta(days=30)).date()
    shown = sent(juniper, "look", last_visit=visit.isoformat(), scores=["gad7"], trend="gad7")
    assert re.search(r"GAD-7: 21 \(severe\) on .*, 0 \(minimal\) on", words(shown))
    assert "GAD-7" not in words(sent(juniper, "look", last_visit=visit.isoformat(), scores=[])).split("Changes in")[0]
    assert sent(juniper, "paper", trend="gad7").content.startswith(b"%PDF-")


def test_what_is_not_ticked_is_not_on_the_sheet(juniper):
    assert "Naltrexone for ME/CFS" not in words(sent(juniper, "look", courses=[]))


def test_somebody_elses_treatment_cannot_be_ticked(juniper):
    other = make_persona(handle="heron")
    records.record_evaluation(by=viewer_of(other), wish=asked("Methadone", purpose="pain"))
    answer = sent(juniper, "look", courses=courses(other))
    assert answer.status_code == 422
    assert "Methadone" not in words(answer)


@pytest.mark.parametrize(
    ("changes", "said_so"),
    [
        ({"name": ""}, "This is empty: The name on it."),
        ({"birth_year": "1066"}, "Type the year with four figures"),
        ({"last_visit": "2999-01-01"}, "This day is still to come."),
        ({"allergies": " \n "}, "Name at least one"),
        ({"allergies": "x\n" * 21}, "That is too long."),
        ({"lasting": "forever"}, "forever"),
        ({"question_2": "x" * 241}, "240"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(juniper, changes, said_so):
    answer = sent(juniper, "link", **changes)
    assert answer.status_code == 422
    assert said_so in words(answer)
    assert "Is the tingling from the tablets?" in answer.content.decode()
    assert not SheetLink.objects.exists()


def pages(paper: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", paper))


def test_the_paper_is_one_page_and_small(juniper):
    answer = sent(juniper, "paper")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert pages(answer.content) == 1
    assert len(answer.content) < 200_000
    assert not SheetLink.objects.exists()


def test_a_link_opens_the_sheet_without_an_account_and_each_opening_is_listed(juniper):
    path, _code = linked(juniper)
    page = Client().get(path)
    assert page.status_code == 200
    assert "Naltrexone for ME/CFS" in words(page)
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    assert page["X-Robots-Tag"].startswith("noindex")
    pdf, plain = Client().get(path + "sheet.pdf"), Client().get(path + "sheet.json")
    assert pdf.content.startswith(b"%PDF-")
    assert json.loads(plain.content)["questions"] == ["Is the tingling from the tablets?"]
    assert "Opened 3 times." in words(client_of(juniper).get("/visit/links/"))
    with as_system("a test"):
        assert {one.form for one in SheetOpening.objects.all()} == {"page", "pdf", "json"}


def test_a_link_shows_the_sheet_as_it_was_made(juniper):
    path, _code = linked(juniper)
    with as_system("a test"):
        juniper.courses.all().delete()
    assert "Naltrexone for ME/CFS" in words(Client().get(path))


def test_at_its_last_second_a_link_opens_and_a_second_later_it_is_as_if_it_had_never_been(juniper):
    path, _code = linked(juniper)
    made = now()
    with time_machine.travel(made + timedelta(hours=24, seconds=-1), tick=False):
        assert Client().get(path).status_code == 200
    with time_machine.travel(made + timedelta(hours=24, seconds=2), tick=False):
        assert plain(Client().get(path)) == nothing()


@pytest.mark.parametrize(("lasting", "hours"), [("hour", 1), ("day", 24), ("week", 168)])
def test_a_link_lasts_as_long_as_was_chosen(juniper, lasting, hours):
    linked(juniper, lasting=lasting)
    row = SheetLink.objects.get()
    assert row.expires_at - row.made_at == timedelta(hours=hours)


def test_a_link_that_was_ended_opens_nothing_and_looks_like_one_that_never_was(juniper):
    path, _code = linked(juniper)
    ended = client_of(juniper).post(f"/visit/links/{SheetLink.objects.get().id}/end/")
    assert ended.status_code == 302
    for what in ("", "sheet.pdf", "sheet.json"):
        assert plain(Client().get(path + what)) == nothing()
    assert "Ended on" in words(client_of(juniper).get("/visit/links/"))


def test_nobody_else_can_end_a_link_or_see_that_there_is_one(juniper):
    path, _code = linked(juniper)
    other = client_of(make_persona(handle="heron"))
    assert other.post(f"/visit/links/{SheetLink.objects.get().id}/end/").status_code == 404
    assert "You have made no link" in words(other.get("/visit/links/"))
    assert Client().get(path).status_code == 200


def test_a_code_is_asked_where_the_owner_wanted_one(juniper):
    path, code = linked(juniper, with_code="on")
    asked = Client().get(path)
    assert "A code opens this page" in words(asked)
    assert "Naltrexone" not in words(asked)
    assert "Naltrexone" in words(Client().post(path, {"code": code}))
    assert Client().get(path + "sheet.pdf")["Content-Type"].startswith("text/html")
    assert Client().post(path + "sheet.pdf", {"code": code}).content.startswith(b"%PDF-")


def test_after_five_wrong_codes_the_link_has_ended_also_for_the_right_one(juniper):
    path, code = linked(juniper, with_code="on")
    wrong = "000000" if code != "000000" else "000001"
    for _ in range(CODE_TRIES):
        assert "This is not the code." in words(Client().post(path, {"code": wrong}))
    assert Client().post(path, {"code": code}).status_code == 404


def test_a_right_code_gives_the_tries_back(juniper):
    path, code = linked(juniper, with_code="on")
    wrong = "000000" if code != "000000" else "000001"
    for typed in [wrong] * 4 + [code] + [wrong] * 4 + [code]:
        answer = Client().post(path, {"code": typed})
    assert "Naltrexone" in words(answer)


def test_a_link_opens_thirty_times_an_hour(juniper):
    path, _code = linked(juniper)
    assert {Client().get(path).status_code for _ in range(30)} == {200}
    assert Client().get(path).status_code == 429


@pytest.mark.parametrize("token", ["x", "A" * 42, "A" * 44, "A" * 42 + "!", "%00", "A" * 3000])
def test_what_is_no_token_is_nothing(token):
    assert Client().get(f"/s/{token}/").status_code == 404


def test_another_file_than_the_two_is_nothing(juniper):
    path, _code = linked(juniper)
    assert Client().get(path + "sheet.exe").status_code == 404


def test_neither_token_nor_code_nor_words_stand_in_the_database_in_clear(juniper):
    path, code = linked(juniper, with_code="on")
    row = SheetLink.objects.get()
    kept = bytes(row.token_hash) + bytes(row.facts) + bytes(row.code_hash or b"")
    for secret in (path.split("/")[2], code, "tingling", "Naltrexone"):
        assert secret.encode() not in kept


def test_when_the_owner_s_key_is_gone_nobody_reads_the_sheet_again(juniper):
    path, _code = linked(juniper)
    with as_system("a test"):
        vault().store.destroy(juniper.account.key_no or 0)
    assert plain(Client().get(path)) == nothing()


def test_the_twenty_first_link_of_a_day_is_one_too_many_and_the_form_is_kept(juniper):
    for _ in range(20):
        sent(juniper, "link")
    answer = sent(juniper, "link")
    assert answer.status_code == 429
    with as_system("a test"):
        assert SheetLink.objects.count() == 20


def test_links_are_forgotten_a_month_after_their_end(juniper):
    from bedside.areas.visits.actions.forgetting import forget_links

    linked(juniper)
    with as_system("a test"):
        with time_machine.travel(now() + timedelta(days=30)):
            forget_links()
            assert SheetLink.objects.exists()
        with time_machine.travel(now() + timedelta(days=32)):
            forget_links()
            assert not SheetLink.objects.exists()


def test_the_same_comes_as_a_patient_summary_for_its_owner_and_by_the_link(juniper):
    mine = sent(juniper, "fhir")
    path, _code = linked(juniper)
    held = Client().get(f"{path}sheet.fhir")
    for answer in (mine, held):
        assert answer["Content-Type"] == "application/fhir+json"
        told = json.loads(answer.content)
        assert (told["type"], told["entry"][0]["resource"]["resourceType"]) == ("document", "Composition")
        named = [one["resource"].get("medicationCodeableConcept") for one in told["entry"]]
        assert {"text": "Naltrexone"} in named
    assert SheetOpening.objects.get().form == "fhir"


def test_a_form_that_is_none_opens_nothing(juniper):
    path, _code = linked(juniper)
    assert plain(Client().get(f"{path}sheet.docx")) == nothing()

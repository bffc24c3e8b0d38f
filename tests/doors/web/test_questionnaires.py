"""The pages of questionnaires: answering, what came of it, and help first where somebody is in danger."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bedside.areas.helplines import queries as helplines
from bedside.areas.helplines.models import Line
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.models import InstrumentPack, Sitting
from bedside.kit.clock import now
from bedside.kit.outbox.models import OutboxRow
from bedside.policy.instruments import SHIPPED, SLOTS
from tests.factories import client_of, make_persona, viewer_of
from tests.policy.instruments.rules.pack import pack

pytestmark = pytest.mark.django_db

PHQ9 = [item.link_id for item in SHIPPED["phq9"].items]
DANGER = PHQ9[-1]
START = "/record/questionnaires/"


@pytest.fixture
def persona() -> Persona:
    made = make_persona()
    made.account.country = "GB"
    made.account.save()
    Line.objects.create(country="GB", name="Lamp line", telephone="116 123", checked_on=now().date(), checked_by="Rosa")
    helplines.forget_shown()
    return made


@pytest.fixture
def she(persona: Persona) -> Client:
    return client_of(persona)


@pytest.fixture
def viewer(persona: Persona) -> Viewer:
    return viewer_of(persona)


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def press(client: Client, key: str, link: str, answer: object) -> Any:
    return client.post(f"{START}{key}/", {"item": link, "answer": answer})


def filled(value: int, *, danger: int = 0, day: str = "") -> dict[str, str]:
    """The whole PHQ-9 on one page."""
    said = {f"q{number}": str(value) for number in range(1, 9)}
    return said | {"q9": str(danger), "day": day or timezone.localdate().isoformat()}


def test_three_presses_lead_from_the_list_to_a_score(she: Client) -> None:
    assert f'href="{START}pain/"' in text_of(she.get(START))
    question = text_of(she.get(f"{START}pain/"))
    assert 'name="answer" value="6"' in question
    came = press(she, "pain", "pain-1", 6)
    assert "Your score: 6 of 10" in text_of(she.get(came.url))


def test_a_question_a_page_until_all_have_an_answer(she: Client, viewer: Viewer) -> None:
    assert "Question 1 of 1" in text_of(she.get(f"{START}pem/"))
    assert press(she, "pem", "pem-1", 4).url == f"{START}pem/"
    second = text_of(she.get(f"{START}pem/"))
    assert "Question 2 of 2" in second
    assert f'href="{START}pem/?item=pem-1"' in second
    press(she, "pem", "pem-2", "declined")
    (own,) = queries.own_sittings(viewer, "pem")
    assert own.answers == {"pem-1": 4, "pem-2": None}
    assert own.day == timezone.localdate()


def test_one_can_stop_go_on_go_back_and_delete_what_one_began(she: Client, viewer: Viewer) -> None:
    press(she, "gad7", "69725-0", 2)
    assert "Go on" in text_of(she.get(START))
    before = text_of(she.get(f"{START}gad7/?item=69725-0"))
    assert re.search(r'value="2"><span>More than half the days<small>Your answer', before)
    she.post(f"{START}gad7/", {"do": "drop"})
    assert queries.own_draft(viewer, "gad7") is None


@pytest.mark.parametrize(("link", "answer"), [(DANGER, 4), ("99999-9", 1), (DANGER, "x"), (DANGER, ""), ("", "")])
def test_a_press_that_is_no_answer_is_refused_and_keeps_nothing(she: Client, link: str, answer: object) -> None:
    response = press(she, "phq9", link, answer)
    assert response.status_code == 422
    assert "Choose one of the answers." in text_of(response)
    assert not Sitting.objects.exists()


def test_all_questions_on_one_page_for_an_earlier_day(she: Client) -> None:
    day = timezone.localdate() - timedelta(days=5)
    came = she.post(f"{START}phq9/?all=1", filled(1, day=day.isoformat()))
    page = text_of(she.get(came.url))
    assert "Your score: 8 of 27, mild" in page
    assert "A score is not a diagnosis." in page
    assert str(day.year) in page


@pytest.mark.parametrize("day", ["", "soon", "1800-01-01", (now() + timedelta(days=3)).date().isoformat()])
def test_a_day_that_cannot_be_is_refused_beside_its_field(she: Client, day: str) -> None:
    response = she.post(f"{START}phq9/?all=1", filled(1) | {"day": day})
    assert response.status_code == 422
    assert 'href="#id_day"' in text_of(response)
    assert not Sitting.objects.exists()


def test_what_is_missing_is_said(she: Client) -> None:
    one = {name: value for name, value in filled(2, danger=0).items() if name != "q1"}
    came = she.post(f"{START}phq9/?all=1", one)
    assert "It was counted as the middle of the others." in text_of(she.get(came.url))
    came = she.post(f"{START}phq9/?all=1", {"q1": "1", "day": one["day"]})
    page = text_of(she.get(came.url))
    assert "No score" in page
    assert "is not a diagnosis" not in page


def test_a_change_is_told_against_ones_own_last_score_with_its_source(she: Client) -> None:
    before = (timezone.localdate() - timedelta(days=14)).isoformat()
    she.post(f"{START}phq9/?all=1", filled(2, day=before))
    page = text_of(she.get(she.post(f"{START}phq9/?all=1", filled(1)).url))
    assert "8 points better than on" in page
    assert "This is such a change." in page
    assert "Medical Care 2004" in page


def test_the_trend_is_a_drawing_and_a_table_with_gaps_left_as_gaps(she: Client, viewer: Viewer) -> None:
    today = timezone.localdate()
    for back, value in ((120, 3), (106, 2), (14, None), (0, 1)):
        given = [(link, value) for link in (item.link_id for item in SHIPPED["gad7"].items)]
        actions.keep(by=viewer, key="gad7", given=given, day=today - timedelta(days=back))
    page = text_of(she.get(f"{START}gad7/answers/"))
    assert (page.count("<polyline"), page.count("<circle"), page.count('class="n"')) == (1, 3, 1)
    assert page.count('<th scope="row">') == 4
    assert "21 of 21, severe" in page


def test_a_trend_of_years_begins_with_the_last_one(she: Client, viewer: Viewer) -> None:
    for back in (0, 500):
        actions.keep(by=viewer, key="pain", given=[("pain-1", 3)], day=timezone.localdate() - timedelta(days=back))
    assert text_of(she.get(f"{START}pain/answers/")).count('<th scope="row">') == 1
    assert text_of(she.get(f"{START}pain/answers/?all=1")).count('<th scope="row">') == 2


def test_answers_are_changed_and_what_stood_there_is_shown_to_their_owner(she: Client, viewer: Viewer) -> None:
    first = actions.keep(by=viewer, key="pain", given=[("pain-1", 3)], day=timezone.localdate())
    came = she.post(f"{START}answers/{first}/change/", {"q1": "5"})
    page = text_of(she.get(came.url))
    assert "Your score: 5 of 10" in page
    assert "What stood here before" in page
    assert she.get(f"{START}answers/{first}/").status_code == 404


def test_answers_are_deleted(she: Client, viewer: Viewer) -> None:
    first = actions.keep(by=viewer, key="pain", given=[("pain-1", 3)], day=timezone.localdate())
    assert "cannot be brought back" in text_of(she.get(f"{START}answers/{first}/delete/"))
    she.post(f"{START}answers/{first}/delete/")
    assert not Sitting.objects.exists()


class TestInDanger:
    """PHQ-9, item 9, from 1 on."""

    def test_the_card_comes_right_after_the_question_and_before_the_score(self, she: Client, viewer: Viewer) -> None:
        for link in PHQ9[:-1]:
            press(she, "phq9", link, 1)
        response = press(she, "phq9", DANGER, 1)
        assert re.fullmatch(rf"{START}help/\d+/", response.url)
        assert queries.own_sittings(viewer, "phq9") == ()
        card = text_of(she.get(response.url))
        assert 'href="tel:116123"' in card
        assert "Lamp line" in card
        assert 'href="tel:999"' in card
        assert "Nobody was told" in card
        assert "of 27" not in card
        came = she.post(response.url)
        assert "Your score: 9 of 27, mild" in text_of(she.get(came.url))

    def test_the_score_waits_behind_the_card(self, she: Client, viewer: Viewer) -> None:
        came = she.post(f"{START}phq9/?all=1", filled(1, danger=2))
        response = she.get(came.url)
        assert response.status_code == 302
        assert "/help/" in response.url
        she.post(response.url)
        page = text_of(she.get(came.url))
        assert "Your score: 10 of 27" in page
        assert 'href="/urgent/"' in page

    def test_who_left_the_form_after_that_question_meets_the_card_again(self, she: Client) -> None:
        press(she, "phq9", DANGER, 3)
        listed = text_of(she.get(START))
        assert "You can talk to a person now" in listed
        assert 'href="tel:116123"' in listed
        assert "/help/" in she.get(f"{START}phq9/").url

    def test_the_form_on_one_page_offers_help_before_it_is_sent(self, she: Client) -> None:
        quiet = she.post(f"{START}phq9/?all=1", filled(1), headers={"HX-Request": "true"})
        assert "talk to a person" not in text_of(quiet)
        offered = text_of(
            she.post(f"{START}phq9/?all=1", {"q9": "1", "day": filled(0)["day"]}, headers={"HX-Request": "true"})
        )
        assert "You can talk to a person now" in offered
        assert 'href="tel:116123"' in offered
        assert "You can talk to a person now" in text_of(she.get(START))

    def test_answers_that_came_from_elsewhere_bring_the_card(self, she: Client, viewer: Viewer) -> None:
        came = actions.keep(by=viewer, key="phq9", given=[(DANGER, 2)], day=timezone.localdate(), source=actions.IMPORT)
        assert "You can talk to a person now" in text_of(she.get(START))
        assert "/help/" in she.get(f"{START}answers/{came}/").url

    def test_who_went_on_is_not_held_up_again(self, she: Client) -> None:
        response = press(she, "phq9", DANGER, 1)
        assert she.post(response.url).url == f"{START}phq9/"
        assert she.get(f"{START}phq9/").status_code == 200
        assert "You can talk to a person now" not in text_of(she.get(START))

    def test_another_country_has_its_own_numbers(self, she: Client) -> None:
        response = press(she, "phq9", DANGER, 1)
        assert 'href="tel:911"' in text_of(she.get(f"{response.url}?country=US"))

    def test_without_a_line_there_are_still_words_and_the_emergency_number(self, she: Client) -> None:
        Line.objects.all().delete()
        helplines.forget_shown()
        card = text_of(she.get(press(she, "phq9", DANGER, 1).url))
        assert "tell somebody near you" in card
        assert 'href="tel:999"' in card

    def test_nobody_is_told(self, she: Client) -> None:
        before = OutboxRow.objects.count()
        response = press(she, "phq9", DANGER, 3)
        she.get(response.url)
        she.post(response.url)
        assert OutboxRow.objects.count() == before


class TestLicence:
    """What this site may not use is refused openly, and none of its words is anywhere."""

    @pytest.mark.parametrize("key", [*SLOTS, "nothing-like-this"])
    def test_it_is_refused_with_403(self, she: Client, key: str) -> None:
        for response in (she.get(f"{START}{key}/"), she.get(f"{START}{key}/?all=1"), press(she, key, "x", 1)):
            assert response.status_code == 403
            assert "instrument_not_licensed" in text_of(response)

    def test_words_come_and_go_with_the_leave(self, she: Client, viewer: Viewer) -> None:
        actions.load_pack(definition=pack(), accepted_by="Rosa")
        assert "Was it bright?" in text_of(she.get(f"{START}who5/"))
        press(she, "who5", "lamp-1", 0)
        (own,) = queries.own_sittings(viewer, "who5")
        actions.withdraw_pack(key="who5")
        assert she.get(f"{START}who5/").status_code == 403
        assert she.get(f"{START}answers/{own.id}/change/").status_code == 403
        page = text_of(she.get(f"{START}answers/{own.id}/"))
        assert "Was it bright?" not in page
        assert "Your score: 0" in page
        assert she.get(f"{START}who5/answers/").status_code == 200

    def test_what_was_begun_in_another_version_is_begun_anew(self, she: Client) -> None:
        actions.load_pack(definition=pack(), accepted_by="Rosa")
        press(she, "who5", "lamp-1", 2)
        InstrumentPack.objects.update(version="1")
        actions.load_pack(definition=pack(version="3"), accepted_by="Rosa")
        assert "Question 1 of 1" in text_of(she.get(f"{START}who5/"))

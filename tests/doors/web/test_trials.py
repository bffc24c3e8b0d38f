"""The pages of trials of one's own."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.people.viewer import Viewer
from bedside.areas.trials import actions, queries
from bedside.areas.trials.models import Given, Together, Trial
from bedside.kit.clock import now
from tests.areas.trials.making import DAYS, begun, lived
from tests.factories import client_of, make_persona, viewer_of
from tests.security.world import TRIAL_FORM

pytestmark = pytest.mark.django_db
NEW = "/record/trials/new/"


@pytest.fixture
def persona():
    return make_persona()


@pytest.fixture
def client(persona) -> Client:
    return client_of(persona)


@pytest.fixture
def by(persona) -> Viewer:
    return viewer_of(persona)


def test_a_ready_plan_fills_the_form_and_asks_what_only_she_knows(client: Client) -> None:
    page = client.get(NEW + "?plan=screens").content.decode()
    assert 'value="No screens in the hour before bed"' in page
    assert "Are you pregnant?" in page


def test_the_plan_is_shown_with_what_chance_can_do_before_it_is_fixed(client: Client) -> None:
    page = client.post(NEW, TRIAL_FORM | {"do": "look"}).content.decode()
    assert "This is your plan" in page
    assert "It takes 50 days" in page
    assert "once in 16 such trials" in page
    assert not Trial.objects.exists()


def test_a_fixed_plan_says_so_and_has_its_own_page(client: Client) -> None:
    page = client.post(NEW, TRIAL_FORM | {"do": "begin", "key": "7"}, follow=True).content.decode()
    assert "Your plan is fixed." in page
    assert "Begins on" in page
    client.post(NEW, TRIAL_FORM | {"do": "begin", "key": "7"})
    assert Trial.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"arm_a": "No warfarin"}, "This medicine can do harm"),
        ({"prescribed": "yes"}, "first ask a clinician"),
        ({"pregnant": "yes"}, "In pregnancy nothing is tried alone."),
        ({"outcome": ""}, "Write what you ask yourself each day."),
        ({"starts": "2020-01-01"}, "tomorrow at the earliest"),
    ],
)
def test_a_plan_that_cannot_be_keeps_what_was_typed_and_says_why(
    client: Client, changes: dict[str, str], words: str
) -> None:
    answer = client.post(NEW, TRIAL_FORM | {"do": "begin"} | changes)
    page = answer.content.decode()
    assert (answer.status_code, words in page, "Window shut" in page) == (422, True, True)
    assert not Trial.objects.exists()


def test_one_press_keeps_the_day(client: Client, by: Viewer) -> None:
    today = now().date()
    trial_id = begun(by, first=today)
    page = client.post(reverse("trial_day", args=[trial_id]), {"day": today.isoformat(), "value": "7"}, follow=True)
    assert "Kept:" in page.content.decode()
    assert queries.trial(by, trial_id, on=today).said == {today: 7}


def test_a_number_that_cannot_be_read_keeps_nothing(client: Client, by: Viewer) -> None:
    today = now().date()
    trial_id = begun(by, first=today)
    answer = client.post(reverse("trial_day", args=[trial_id]), {"day": today.isoformat(), "value": "70"})
    assert answer.status_code == 422
    assert queries.trial(by, trial_id, on=today).said == {}


def test_on_a_day_of_crash_nothing_is_asked(client: Client, by: Viewer) -> None:
    today = now().date()
    trial_id = begun(by, first=today)
    page = client.post(reverse("trial_day", args=[trial_id]), {"day": today.isoformat(), "crash": "yes"}, follow=True)
    assert "the trial waits for you" in page.content.decode()
    assert 'name="value"' not in page.content.decode().split("The plan")[0].split("The last days")[0]


def test_three_crashes_in_one_arm_bring_the_card_that_asks_to_stop(client: Client, by: Viewer) -> None:
    today = now().date()
    trial_id = begun(by, first=today - timedelta(days=3))
    for back in (3, 2, 1):
        actions.say_crash(by=by, trial_id=trial_id, day=today - timedelta(days=back), today=today, crash=True)
    assert "This seems to be too much" in client.get(reverse("trial", args=[trial_id])).content.decode()


def test_what_came_of_it_is_said_with_chance_beside_it_and_no_cause(client: Client, by: Viewer) -> None:
    trial_id = lived(by, first=now().date() - timedelta(days=DAYS))
    page = client.get(reverse("trial", args=[trial_id])).content.decode()
    assert "your number was 3.0 higher" in page
    assert "once in 4 such trials: this says little" in page
    assert "caused" not in page
    assert "Days with an answer: 18" in page


def test_counting_beside_others_is_one_press_and_so_is_taking_it_out(client: Client, by: Viewer) -> None:
    trial_id = lived(by, first=now().date() - timedelta(days=DAYS))
    client.post(reverse("trial_count", args=[trial_id]), {"do": "give"})
    assert Given.objects.count() == 1
    client.post(reverse("trial_count", args=[trial_id]), {"do": "take_out"})
    assert Given.objects.count() == 0


def test_the_figure_of_many_says_at_least_how_many(client: Client, by: Viewer) -> None:
    trial_id = lived(by, first=now().date() - timedelta(days=DAYS))
    own = queries.trial(by, trial_id, on=now().date())
    index = queries.protocol_index(own.plan, own.measure)
    Together.objects.create(protocol_index=index, mean=0.4, low=-0.2, high=1.0, members=20)
    page = client.get(reverse("trial", args=[trial_id])).content.decode()
    assert "At least 20 members tried the same." in page


def test_a_stopped_trial_says_what_the_days_until_then_say(client: Client, by: Viewer) -> None:
    trial_id = begun(by, first=now().date())
    page = client.post(reverse("trial_stop", args=[trial_id]), follow=True).content.decode()
    assert "There are no two halves with answers to compare." in page


def test_a_deleted_trial_is_gone(client: Client, by: Viewer) -> None:
    trial_id = begun(by)
    assert "Deleted." in client.post(reverse("trial_delete", args=[trial_id]), follow=True).content.decode()
    assert client.get(reverse("trial", args=[trial_id])).status_code == 404

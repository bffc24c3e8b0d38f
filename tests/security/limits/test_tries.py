"""Limits for what members do, and for passwords: nobody is locked out by others, and no text is lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from bedside.areas.people import actions as people
from bedside.areas.people.actions import limits
from bedside.areas.people.errors import TooManyTries, WrongPair
from bedside.areas.people.models import Persona
from bedside.areas.posts import actions as posts
from bedside.areas.posts.models import Draft, Post
from bedside.areas.posts.words import Words
from bedside.kit.clock import now
from bedside.policy.limits import (
    GUARD,
    LOG_IN,
    MENTIONS,
    PASSWORD,
    POSTS,
    SEARCH,
    SEARCH_NETWORK,
    TAKEN_BACK,
    UPLOADS,
    Limit,
)
from tests.factories import PASSWORD as RIGHT
from tests.factories import add_second_lock, client_of, follow, make_account, make_persona, viewer_of
from tests.security.world import picture

pytestmark = pytest.mark.django_db

MAIL = "ada@mail.example"
WRONG = "quite another pass phrase"


@pytest.fixture
def ada() -> Persona:
    return make_persona(handle="ada", account=make_account(mail=MAIL, password=RIGHT))


def use_up(limit: Limit, *, value: object) -> None:
    """Spend all tries of a limit."""
    for _try in range(limit.tries):
        assert not limits.spend(limit, value=str(value)).refused


def log_in(client: Client, password: str) -> int:
    return client.post(reverse("signin"), {"mail": MAIL, "password": password}).status_code


@pytest.mark.asvs("6.3.1", "8.2.4")
def test_strangers_who_type_wrong_passwords_do_not_lock_the_owner_out(ada: Persona) -> None:
    """P023, and the owner's browser is known: its tries are counted apart."""
    hers = Client()
    assert log_in(hers, RIGHT) == 302
    hers.post(reverse("signout"))
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    assert [log_in(stranger, WRONG) for _try in range(6)] == [422] * 5 + [429]
    assert log_in(Client(), RIGHT) == 429
    assert log_in(hers, RIGHT) == 302


def test_a_known_browser_has_five_tries_too(ada: Persona) -> None:
    hers = Client()
    log_in(hers, RIGHT)
    hers.post(reverse("signout"))
    assert [log_in(hers, WRONG) for _try in range(6)] == [422] * 5 + [429]


def test_the_cookie_of_a_known_browser_is_nothing_for_another_account(ada: Persona) -> None:
    make_persona(account=make_account(mail="eve@mail.example", password=RIGHT))
    hers = Client()
    hers.post(reverse("signin"), {"mail": "eve@mail.example", "password": RIGHT})
    hers.post(reverse("signout"))
    use_up(LOG_IN, value=MAIL)
    assert log_in(hers, RIGHT) == 429


@pytest.mark.asvs("6.3.1", "8.2.4")
def test_after_ten_wrong_passwords_the_wait_is_longer(ada: Persona, time_machine: TimeMachineFixture) -> None:
    for minutes in (0, 16):
        time_machine.move_to(now() + timedelta(minutes=minutes))
        use_up(LOG_IN, value=MAIL)
    time_machine.move_to(now() + timedelta(minutes=16))
    with pytest.raises(TooManyTries):
        people.check_sign_in(mail=MAIL, password=RIGHT)
    time_machine.move_to(now() + timedelta(minutes=16))
    assert people.check_sign_in(mail=MAIL, password=RIGHT).id == ada.account_id


def test_a_try_that_was_refused_does_not_make_the_wait_longer(ada: Persona, time_machine: TimeMachineFixture) -> None:
    use_up(LOG_IN, value=MAIL)
    time_machine.move_to(now() + timedelta(minutes=14))
    with pytest.raises(TooManyTries) as refused:
        people.check_sign_in(mail=MAIL, password=RIGHT)
    assert 0 < refused.value.seconds <= 60
    time_machine.move_to(now() + timedelta(minutes=2))
    with pytest.raises(WrongPair):
        people.check_sign_in(mail=MAIL, password=WRONG)


def test_logging_in_well_uses_up_nothing_of_the_network(ada: Persona) -> None:
    answers = [Client().post(reverse("signin"), {"mail": MAIL, "password": RIGHT}) for _time in range(3)]
    assert {answer.headers["X-RateLimit-Remaining"] for answer in answers} == {"49"}


def test_the_numbers_of_an_address_are_told_to_nobody(ada: Persona) -> None:
    """Else anybody could see that somebody types passwords for it."""
    answer = Client().post(reverse("signin"), {"mail": MAIL, "password": WRONG})
    assert answer.headers["X-RateLimit-Limit"] == "50"


def test_the_page_of_too_many_tries_says_how_long_to_wait(ada: Persona) -> None:
    use_up(LOG_IN, value=MAIL)
    answer = Client().post(reverse("signin"), {"mail": MAIL, "password": WRONG})
    assert answer.status_code == 429
    assert "Wait 15 minutes, then try again." in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_password_that_is_asked_again_is_limited(ada: Persona) -> None:
    """P022: changing the password is no way to guess it."""
    hers = client_of(ada)
    answers = [
        hers.post(reverse("settings_password"), {"current": WRONG, "password": "seven teal lanterns sway"}).status_code
        for _try in range(PASSWORD.tries + 1)
    ]
    assert answers == [422] * PASSWORD.tries + [429]


@pytest.mark.asvs("6.3.1")
def test_the_second_factor_is_limited_for_each_account(ada: Persona) -> None:
    add_second_lock(ada.account)
    statuses = []
    for number in range(6):
        browser = Client(REMOTE_ADDR=f"203.0.{number}.9")
        browser.post(reverse("signin"), {"mail": MAIL, "password": RIGHT})
        statuses.append(browser.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code)
    assert statuses == [200] * 5 + [429]


@pytest.mark.asvs("2.3.2")
def test_the_thirty_first_post_of_an_hour_waits_and_keeps_its_text(ada: Persona) -> None:
    use_up(POSTS, value=ada.id)
    form = {"text": "A thing that took an hour to type.", "audience": "public", "do": "publish"}
    answer = client_of(ada).post(reverse("compose"), form)
    assert (answer.status_code, Post.objects.count()) == (429, 0)
    assert "A thing that took an hour to type." in answer.content.decode()
    assert "You have written a lot in the last hour." in answer.content.decode()
    assert Draft.objects.count() == 1
    assert 0 < int(answer.headers["Retry-After"]) <= 3600


def test_a_post_tells_how_many_are_left(ada: Persona) -> None:
    answer = client_of(ada).post(reverse("compose"), {"text": "Good day.", "audience": "public", "do": "publish"})
    assert (answer.status_code, answer.headers["X-RateLimit-Limit"]) == (302, "30")
    assert answer.headers["X-RateLimit-Remaining"] == "29"


@pytest.mark.asvs("2.3.2")
def test_the_thirty_first_picture_of_an_hour_waits(ada: Persona) -> None:
    use_up(UPLOADS, value=ada.id)
    with pytest.raises(TooManyTries):
        posts.add_image(by=viewer_of(ada), data=picture())


@pytest.mark.asvs("2.3.2")
def test_taking_back_is_limited_for_deleting_and_for_passing_on_together(ada: Persona) -> None:
    other = make_persona()
    theirs = posts.publish(by=viewer_of(other), words=Words(text="Pass me on."))
    mine = posts.publish(by=viewer_of(ada), words=Words(text="Delete me."))
    posts.mark(by=viewer_of(ada), post_id=theirs.id, kind="boosted", on=True)
    for _time in range(TAKEN_BACK.tries - 1):
        limits.spend(TAKEN_BACK, value=str(ada.id))
    posts.mark(by=viewer_of(ada), post_id=theirs.id, kind="boosted", on=False)
    with pytest.raises(TooManyTries):
        posts.delete(by=viewer_of(ada), post_id=mine.id)


def test_naming_people_who_do_not_follow_is_limited(ada: Persona) -> None:
    make_persona(handle="stranger")
    follow(make_persona(handle="friend"), ada)
    use_up(MENTIONS, value=ada.id)
    posts.publish(by=viewer_of(ada), words=Words(text="Good day, @friend."))
    with pytest.raises(TooManyTries):
        posts.publish(by=viewer_of(ada), words=Words(text="Good day, @stranger."))


def test_answering_somebody_by_name_is_no_first_contact(ada: Persona) -> None:
    stranger = make_persona(handle="stranger")
    asked = posts.publish(by=viewer_of(stranger), words=Words(text="Does anybody know a bench?"))
    use_up(MENTIONS, value=ada.id)
    posts.publish(by=viewer_of(ada), words=Words(text="@stranger, by the mill."), reply_to_id=asked.id)


def test_a_clinician_cannot_find_out_by_naming_who_follows() -> None:
    """Clinicians do not learn who follows them: all whom they name are counted alike."""
    doctor = make_persona(kind="clinician")
    follow(make_persona(handle="friend"), doctor)
    use_up(MENTIONS, value=doctor.id)
    with pytest.raises(TooManyTries):
        posts.publish(by=viewer_of(doctor), words=Words(text="Good day, @friend."))


@pytest.mark.asvs("2.4.1")
def test_the_sixty_first_search_waits(ada: Persona) -> None:
    use_up(SEARCH, value=ada.account_id)
    assert client_of(ada).get("/search/?q=pacing").status_code == 429


def test_visitors_search_by_their_network() -> None:
    for _time in range(59):
        limits.spend(SEARCH_NETWORK, value="203.0.113.0/24")
    answers = [Client(REMOTE_ADDR="203.0.113.9").get("/search/?q=pacing").status_code for _time in range(2)]
    assert answers == [200, 429]


@pytest.mark.parametrize("htmx", [True, False])
def test_the_guard_that_is_asked_too_often_keeps_the_text(ada: Persona, htmx: bool) -> None:
    use_up(GUARD, value=ada.account_id)
    form = {"text": "Words that are still being typed.", "audience": "public", "do": "check"}
    if htmx:
        answer = client_of(ada).post(reverse("compose_check") + "?place=space:1", form, headers={"HX-Request": "true"})
    else:
        answer = client_of(ada).post(reverse("compose"), form)
        assert "Words that are still being typed." in answer.content.decode()
    assert (answer.status_code, Draft.objects.count()) == (429, 1)

"""What the table of sessions holds, and how a browser is named."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from bedside.areas.people.models import Session
from bedside.areas.people.sessions import SessionStore, label_of, stored_key
from bedside.kit.clock import now
from tests.factories import client_of, make_account, make_persona

FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5 Mobile Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        (FIREFOX, "Firefox on Android"),
        (SAFARI, "Safari on iPhone"),
        (EDGE, "Edge on Windows"),
        ("", "A browser"),
        ("x" * 5000, "A browser"),
    ],
)
def test_a_browser_is_named_without_version_or_address(user_agent: str, label: str) -> None:
    assert label_of(user_agent) == label


@pytest.mark.asvs("7.2.2")
@pytest.mark.django_db
def test_a_stolen_table_opens_no_session() -> None:
    client = client_of(make_persona())
    key = client.session.session_key
    assert key is not None
    assert Session.objects.get().session_key == stored_key(key) != key


@pytest.mark.django_db
def test_what_a_session_holds_cannot_be_read_from_the_table() -> None:
    store = SessionStore()
    store["answer"] = "ada@mail.example"
    store.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_data FROM people_session")
        assert "ada" not in cursor.fetchone()[0]
    assert SessionStore(store.session_key)["answer"] == "ada@mail.example"


@pytest.mark.django_db
def test_data_moved_to_another_session_does_not_open() -> None:
    first, second = SessionStore(), SessionStore()
    first["answer"] = "mine"
    first.save()
    second.save()
    data = Session.objects.get(session_key=stored_key(first.session_key or "")).session_data
    Session.objects.filter(session_key=stored_key(second.session_key or "")).update(session_data=data)
    assert "answer" not in SessionStore(second.session_key)


@pytest.mark.django_db
def test_a_session_that_is_saved_again_keeps_its_beginning() -> None:
    store = SessionStore()
    store["started_at"] = "2026-01-01T00:00:00+00:00"
    store.save()
    store["more"] = 1
    store.save()
    assert Session.objects.get().started_at.year == 2026


@pytest.mark.django_db
def test_whose_session_it_is_comes_with_the_session_in_one_statement() -> None:
    account = make_account(staff=("moderator",))
    first, second = make_persona(account=account), make_persona(account=account)
    store = SessionStore(client_of(second).session.session_key)
    with CaptureQueriesContext(connection) as captured:
        store.load()
    assert store.owner is not None
    assert (store.owner.account, store.owner.personas) == (account, (first, second))
    assert (store.owner.roles, len(captured)) == (frozenset({"moderator"}), 1)


@pytest.mark.django_db
def test_a_session_of_a_visitor_has_no_owner() -> None:
    store = SessionStore()
    store["answer"] = "yes"
    store.save()
    again = SessionStore(store.session_key)
    assert (again["answer"], again.owner) == ("yes", None)


@pytest.mark.django_db
def test_a_session_whose_password_was_changed_signs_nobody_in() -> None:
    persona = make_persona()
    client = client_of(persona)
    persona.account.set_password("seven teal lanterns sway")
    persona.account.save()
    assert client.get("/settings/").status_code == 302


@pytest.mark.asvs("7.2.1")
@pytest.mark.django_db
def test_a_session_that_has_run_out_is_empty() -> None:
    client = client_of(make_persona())
    Session.objects.update(expire_date=now() - timedelta(seconds=1))
    assert client.get("/settings/").status_code == 302


@pytest.mark.asvs("16.5.2")
@pytest.mark.django_db
def test_a_database_that_went_away_is_not_taken_for_a_session_that_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    store = SessionStore()
    store.save()

    def lost(*_args: object, **_more: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(Session, "save", lost)
    with pytest.raises(OperationalError):
        store.save()


@pytest.mark.asvs("7.4.1")
@pytest.mark.django_db
def test_a_session_that_was_ended_meanwhile_is_not_brought_back() -> None:
    store = SessionStore()
    store.save()
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        store.save()

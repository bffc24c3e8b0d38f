"""Pages that explain, for everybody, also without an account."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import DatabaseError, InterfaceError, InternalError, OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from bedside.doors.web.pages.errors import broken
from tests.factories import client_of, make_persona

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["urgent", "help", "privacy", "rules", "about"])
@pytest.mark.parametrize("signed_in", [False, True])
def test_each_is_open_to_all(name: str, signed_in: bool) -> None:
    client = client_of(make_persona()) if signed_in else Client()
    shown = client.get(reverse(name))
    assert (shown.status_code, shown.content.count(b"<h1")) == (200, 1)


@pytest.mark.parametrize(
    ("country", "number"), [("US", "911"), ("GB", "999"), ("XX", "112"), ("<b>", "112"), ("", "112")]
)
def test_urgent_help_names_the_number_of_the_country(country: str, number: str) -> None:
    assert number in Client().get(reverse("urgent"), {"country": country}).content.decode()


@pytest.mark.parametrize("name", ["healthz", "readyz"])
def test_the_site_says_that_it_is_alive(name: str) -> None:
    assert Client().get(reverse(name)).content == b"ok"


def test_the_page_for_a_fault_of_ours_asks_nothing_of_the_database(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        page = broken(RequestFactory().get("/"))
    assert (page.status_code, b"Something broke" in page.content) == (500, True)


def after(error: Exception) -> HttpResponse:
    """Return the page as Django makes it: while the error is being handled."""
    try:
        raise error
    except (DatabaseError, InterfaceError, KeyError):
        return broken(RequestFactory().get("/"))


@pytest.mark.parametrize("error", [OperationalError, InterfaceError, InternalError])
def test_without_a_database_the_page_says_when_to_come_back_and_where_the_words_are(
    error: type[Exception], django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    with django_assert_num_queries(0):
        page = after(error("the connection is lost"))
    assert (page.status_code, page["Retry-After"]) == (503, "15")
    assert "saved in Drafts" in page.content.decode()


def test_another_fault_does_not_say_that_the_database_is_away() -> None:
    assert after(KeyError("x")).status_code == 500

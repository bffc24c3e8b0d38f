"""Logs name the route of a request that failed, not its address, and the kind of an error, not its words."""

import io
import logging
import logging.config
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import Error, connection, transaction
from django.test import Client, RequestFactory
from django.urls import resolve

from bedside.kit.errors import NotHere
from bedside.kit.logs import Line, RouteOnly, kind_of


def logged(path: str, *, resolved: bool = True) -> str:
    request = RequestFactory().get(path)
    if resolved:
        request.resolver_match = resolve(path)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(RouteOnly())
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s: %s", ("Internal Server Error", path), None)
    record.request = request
    handler.handle(record)
    return written.getvalue()


@pytest.mark.asvs("16.2.5", "16.4.1")
@pytest.mark.parametrize(
    ("path", "route"), [("/@quiet_heron/", "@<slug:handle>/"), ("/tags/pacing/", "tags/<str:name>/")]
)
def test_a_failed_request_is_written_with_its_route_and_not_its_address(path: str, route: str) -> None:
    assert logged(path) == f"Internal Server Error: {route}\n"


@pytest.mark.asvs("16.4.1")
def test_an_address_of_nobody_is_not_written_either() -> None:
    assert "zebra" not in logged("/zebra/", resolved=False)


def test_records_without_a_request_stay_as_they_are() -> None:
    record = logging.LogRecord("bedside", logging.INFO, "", 1, "took %s rows", (3,), None)
    assert (RouteOnly().filter(record), record.getMessage()) == (True, "took 3 rows")


@pytest.mark.asvs("16.2.3")
def test_the_site_writes_every_line_through_it() -> None:
    assert all("route_only" in handler["filters"] for handler in settings.LOGGING["handlers"].values())


@pytest.mark.asvs("16.3.4")
@pytest.mark.django_db
def test_a_page_that_fails_says_where(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    from bedside.areas.people import queries

    def broken(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(queries, "shown_profile", broken)
    caplog.handler.addFilter(RouteOnly())
    client = Client(raise_request_exception=False)
    assert client.get("/tags/pacing/").status_code == 500
    assert "pacing" not in "".join(record.getMessage() for record in caplog.records)


HERS = "zebra stripes on my arm"  # what no log may hold


def raised(broken: Callable[[], object]) -> BaseException:
    with pytest.raises(Exception) as told:  # noqa: PT011  # each test tells which
        broken()
    return told.value


def written(error: BaseException, text: str = "a job failed", *args: object) -> str:
    """What the site's own handler writes of `error`."""
    stream = io.StringIO()
    configured = logging.config.DictConfigurator(settings.LOGGING)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(configured.configure_formatter(dict(settings.LOGGING["formatters"]["line"])))
    handler.addFilter(RouteOnly())
    handler.handle(logging.LogRecord("x", logging.ERROR, "", 1, text, args, (type(error), error, error.__traceback__)))
    return stream.getvalue()


@pytest.mark.asvs("16.2.5")
@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (lambda: int(HERS), "ValueError"),
        (lambda: {}[HERS], "KeyError"),
        (Path(HERS).read_text, "FileNotFoundError: No such file or directory"),
        (lambda: attrgetter("zebra")(HERS), "AttributeError: 'str' object has no attribute 'zebra'"),
        (lambda: 1 / 0, "ZeroDivisionError: division by zero"),
    ],
)
def test_an_error_is_written_with_its_kind_and_place_and_without_what_it_quotes(
    broken: Callable[[], object], kind: str
) -> None:
    told = written(raised(broken))
    assert told.rstrip().endswith(kind)
    assert "test_logs.py" in told
    assert HERS not in told


def test_what_led_to_an_error_is_written_before_it_and_as_quietly() -> None:
    def broken() -> None:
        try:
            int(HERS)
        except ValueError as error:
            raise LookupError(HERS) from error

    told = written(raised(broken))
    assert told.index("ValueError") < told.index("which led to:") < told.index("LookupError")
    assert HERS not in told


def test_a_group_of_errors_names_the_kinds_in_it() -> None:
    told = written(ExceptionGroup(HERS, [ValueError(HERS), NotHere(HERS)]))
    assert told.rstrip().endswith("ExceptionGroup\n  ValueError\n  NotHere: not_here")
    assert HERS not in told


@pytest.mark.asvs("16.2.5")
@pytest.mark.parametrize("args", [(ValueError(HERS),), ({"error": ValueError(HERS)},)])
def test_an_error_in_the_line_itself_is_its_kind(args: tuple[object, ...]) -> None:
    text = "%(error)s" if isinstance(args[0], dict) else "%s"
    assert "ValueError" in (told := written(ZeroDivisionError(), text, *args))
    assert HERS not in told


@pytest.mark.asvs("16.2.5")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        (  # DETAIL: Failing row contains (2, zebra …
            "INSERT INTO people_site_profile (id, name, runner, country, rules, contact) VALUES (2, %s, '','','','')",
            "23514, people_site_profile, site_profile_one_row",
        ),
        (  # DETAIL: Key (handle)=(zebra …
            "INSERT INTO people_taken_handle SELECT * FROM (VALUES (%s), (%s)) AS two",
            "23505, people_taken_handle, people_taken_handle_pkey",
        ),
        ("SELECT CAST(%s AS integer)", "22P02"),  # the value stands in the first line of the message
    ],
)
def test_an_error_of_the_database_names_the_rule_and_not_the_row(statement: str, kind: str) -> None:
    def broken() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [HERS] * statement.count("%s"))

    error = raised(broken)
    assert isinstance(error, Error)
    assert kind_of(error).endswith(f": {kind}")
    told = written(error)
    assert told.count(kind) == 2  # the driver's error and Django's
    assert not any(word in told for word in (HERS, "DETAIL"))


def test_a_handler_of_the_site_writes_with_it() -> None:
    formatters = {handler["formatter"] for handler in settings.LOGGING["handlers"].values()}
    assert {settings.LOGGING["formatters"][name]["()"] for name in formatters} == {f"{Line.__module__}.Line"}

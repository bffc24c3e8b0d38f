"""For whom statements run, and that the connection knows it."""

import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bedside.kit import viewing
from bedside.kit.viewing import SYSTEM, as_system, declare_process
from bedside.kit.viewing import viewing as view_as


def _told() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('bedside.viewer')")
        return str(cursor.fetchone()[0])


class TestDeclaring:
    def test_the_innermost_counts_and_the_outer_one_comes_back(self) -> None:
        with view_as(5):
            with as_system("a test"):
                assert viewing.current() == SYSTEM
            assert viewing.current() == 5

    def test_it_ends_with_an_error_too(self) -> None:
        before = viewing.current()
        with pytest.raises(ZeroDivisionError), view_as(5):
            raise ZeroDivisionError
        assert viewing.current() == before

    def test_the_system_says_why(self) -> None:
        with pytest.raises(ValueError, match="why"), as_system(""):
            pass

    def test_a_process_that_serves_members_declares_nobody(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(viewing, "_of_process", None)
        assert viewing.current() is None

    def test_a_process_that_serves_nobody_is_the_system(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(viewing, "_of_process", None)
        declare_process(SYSTEM)
        assert viewing.current() == SYSTEM

    def test_another_thread_does_not_see_it(self) -> None:
        seen: list[int | None] = []
        with view_as(5):
            thread = threading.Thread(target=lambda: seen.append(viewing.current()))
            thread.start()
            thread.join()
        assert seen == [viewing.current()]


@pytest.mark.django_db
class TestTheConnection:
    def test_it_is_told_before_a_statement(self) -> None:
        with view_as(5):
            assert _told() == "5"
        with view_as(6):
            assert _told() == "6"

    def test_nobody_is_told_as_the_empty_text(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(viewing, "current", lambda: None)
        assert _told() == ""

    def test_a_cursor_that_is_open_already_follows(self) -> None:
        with connection.cursor() as cursor, view_as(7):
            cursor.execute("SELECT current_setting('bedside.viewer')")
            assert cursor.fetchone() == ("7",)

    def test_it_is_told_again_after_a_rollback(self) -> None:
        with view_as(5):
            _told()
        with transaction.atomic(), view_as(6):
            _told()
            transaction.set_rollback(True)
        with view_as(6):
            assert _told() == "6"

    def test_the_same_viewer_is_told_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with view_as(5):
            _told()
            monkeypatch.setattr(connection.connection, "cursor", None)  # telling would need one
            connection._tell()


@pytest.mark.django_db
def test_the_check_of_a_connection_tells_it_the_viewer_and_asks_no_more() -> None:
    with view_as(9):
        assert connection.is_usable()
        with CaptureQueriesContext(connection) as captured:
            assert _told() == "9"
    assert len(captured) == 1


@pytest.mark.django_db
def test_a_connection_that_was_cut_off_is_not_usable() -> None:
    another = connection.copy()
    assert not another.is_usable()
    another.connect()
    try:
        assert another.is_usable()
        another.connection.close()
        assert not another.is_usable()
    finally:
        another.close()

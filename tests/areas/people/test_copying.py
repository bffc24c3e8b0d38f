"""A copy of one's data: three a day, one use, 24 hours, and only for its owner."""

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people import actions, copies, queries
from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Persona:
    return make_persona()


def ready(me: Persona) -> str:
    code = actions.ask_copy(by=viewer_of(me))
    assert actions.make_copy(code=code)
    return code


def test_the_owner_fetches_a_zip(me: Persona) -> None:
    content = actions.take_copy(by=viewer_of(me), code=ready(me))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        files = {"README.txt", "index.html", "account.json", "record.fhir.json", f"{me.handle}/posts.json"}
        assert files <= set(archive.namelist())


def test_the_link_works_once(me: Persona) -> None:
    code = ready(me)
    actions.take_copy(by=viewer_of(me), code=code)
    with pytest.raises(NotHere):
        actions.take_copy(by=viewer_of(me), code=code)


@pytest.mark.asvs("8.2.2")
def test_nobody_else_fetches_it(me: Persona) -> None:
    code = ready(me)
    for stranger in (viewer_of(make_persona()), ANONYMOUS):
        with pytest.raises(NotHere):
            actions.take_copy(by=stranger, code=code)
        with pytest.raises(NotHere):
            queries.own_copy(stranger, code)


def test_another_persona_of_the_account_may(me: Persona) -> None:
    assert actions.take_copy(by=viewer_of(make_persona(account=me.account)), code=ready(me))


def test_it_ends_after_a_day(me: Persona) -> None:
    code = ready(me)
    with time_machine.travel(now() + timedelta(hours=25)), pytest.raises(NotHere):
        actions.take_copy(by=viewer_of(me), code=code)


def test_before_it_is_made_there_is_nothing_to_fetch(me: Persona) -> None:
    code = actions.ask_copy(by=viewer_of(me))
    with pytest.raises(NotHere):
        actions.take_copy(by=viewer_of(me), code=code)


def test_three_a_day(me: Persona) -> None:
    for _ in range(3):
        actions.ask_copy(by=viewer_of(me))
    with pytest.raises(TooManyTries):
        actions.ask_copy(by=viewer_of(me))
    with time_machine.travel(now() + timedelta(hours=25)):
        assert actions.ask_copy(by=viewer_of(me))


def test_the_file_is_gone_once_it_was_fetched(me: Persona, django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    code = ready(me)
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_copy(by=viewer_of(me), code=code)
    assert not copies.path_of(code).exists()


def test_an_erasure_takes_the_file_along(me: Persona) -> None:
    code = ready(me)
    actions.ask_erasure(by=viewer_of(me), at_once=True)
    actions.erase(account_id=me.account_id)
    assert not copies.path_of(code).exists()


def test_a_copy_made_for_who_was_erased_meanwhile_does_not_stay(me: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    code = actions.ask_copy(by=viewer_of(me))

    def erased_meanwhile(*args: object) -> None:
        actions.ask_erasure(by=viewer_of(me), at_once=True)
        actions.erase(account_id=me.account_id)

    monkeypatch.setattr("bedside.areas.people.copying.write", erased_meanwhile)
    assert not actions.make_copy(code=code)
    assert not copies.path_of(code).exists()


def test_asking_and_fetching_are_in_the_log(me: Persona) -> None:
    actions.take_copy(by=viewer_of(me), code=ready(me))
    done = AuditEntry.objects.filter(actor_id=me.id, action__contains="copy").order_by("id")
    assert list(done.values_list("action", flat=True)) == ["ask copy", "take copy"]

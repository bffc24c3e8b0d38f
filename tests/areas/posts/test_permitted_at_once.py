"""Publishing on a permission, and ending it, at the same moment."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from bedside.areas.consents import actions as consents
from bedside.areas.consents.models import Authorisation, Term
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.posts import queries
from bedside.areas.posts.actions.taking_down import take_down_all
from bedside.areas.posts.models import HomeEntry, Post, PostTag
from bedside.kit.errors import Refused
from bedside.policy.consents.releasing import Release
from tests.areas.consents.asking import make_doctor, signed
from tests.areas.posts.writing import write
from tests.factories import make_persona, viewer_of

ROUNDS = 8


@pytest.fixture
def _tidy(committed: None) -> Iterator[None]:
    yield
    for model in (Post, HomeEntry, PostTag, Authorisation, Term):
        model.objects.all().delete()


@pytest.mark.usefixtures("_tidy")
def test_whatever_comes_first_nothing_stays_to_be_read() -> None:
    """Who ends it waits for what is being published on it, and ends that too."""
    doctor, patient = make_doctor(), make_persona()
    said: list[str] = []
    for _round in range(ROUNDS):
        number = signed(doctor, patient)

        def publish(number: int = number) -> None:
            try:
                write(doctor, "A rash.", release=Release("authorised", authorisation_id=number))
            except Refused as refused:
                said.append(refused.code)
            finally:
                connections.close_all()

        def end(number: int = number) -> None:
            try:
                consents.end(by=viewer_of(patient), authorisation_id=number)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(publish), pool.submit(end)]:
                done.result(20)
        assert queries.square(ANONYMOUS).posts == ()
    assert set(said) <= {"permission.none"}
    take_down_all()
    assert Post.objects.count() == 0

"""The tables of the sweep are whole: no column, kind or number of the specification is left out."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from tests.security.canary.kinds import FIELDS, KINDS, LATER, MARKS, SURFACES, SURFACES_LATER, told_fields
from tests.security.canary.pages import FORMS, HANDLES, IN_POSTS, NAMES, SPACES
from tests.security.canary.table import lines
from tests.security.world import ACTORS

WORDED = (models.CharField, models.TextField, models.BinaryField, models.JSONField, models.FileField, ArrayField)
OTHERS = ("server", "mail")


def columns() -> Iterator[str]:
    """Yield every column of our own tables that can hold words, and of the table that keeps second factors."""
    for model in apps.get_models():
        if model.__module__.startswith("bedside.") or model._meta.label == "mfa.Authenticator":
            for field in model._meta.concrete_fields:
                kind = field.output_field if isinstance(field, models.GeneratedField) else field
                if isinstance(kind, (*WORDED, SearchVectorField)):
                    yield f"{model._meta.db_table}.{field.column}"


@pytest.mark.asvs("8.1.2", "14.1.1")
def test_the_table_of_fields_names_every_column_that_can_hold_words() -> None:
    assert sorted(set(columns()) - told_fields().keys()) == []


def test_the_table_of_fields_names_no_column_that_is_gone() -> None:
    assert sorted(told_fields().keys() - set(columns()) - {"column"}) == []


def test_every_column_holds_kinds_of_the_sweep_or_says_why_not() -> None:
    rows = [line.split("\t") for line in FIELDS.read_text().splitlines() if not line.startswith("#")][1:]
    plain = [row for row in rows if row[1] not in ("public", "technical")]
    assert [row[0] for row in rows if row not in plain and len(row[2]) < len("one of a few")] == []
    assert [row[0] for row in plain if not {*row[1].split(", ")} <= KINDS.keys()] == []


@pytest.mark.asvs("8.1.2", "14.1.2")
@pytest.mark.parametrize("kind", KINDS)
def test_the_table_of_who_may_see_has_a_line_for_every_kind(kind: str) -> None:
    assert [line for line in lines() if line[0] == kind] != []


def test_that_table_names_only_kinds_and_actors_that_there_are() -> None:
    assert {line[0] for line in lines()} - KINDS.keys() == set()
    assert {actor for line in lines() for actor in line[1]} - {*ACTORS, *OTHERS} == set()


def test_what_the_walk_asks_for_are_kinds() -> None:
    assert {*IN_POSTS, *NAMES, *SPACES, *HANDLES, *MARKS} - KINDS.keys() == set()
    assert FORMS


@pytest.mark.parametrize(("letter", "last", "told"), [("K", 62, "kinds"), ("S", 38, "surfaces")])
def test_every_number_of_the_specification_is_swept_or_waits_for_what_brings_it(
    letter: str, last: int, told: str
) -> None:
    swept = " ".join(number for number, _what in KINDS.values()) if told == "kinds" else " ".join(SURFACES)
    later = " ".join(LATER if told == "kinds" else SURFACES_LATER)
    numbers = {*swept.split(), *later.split()} - {"-"}
    assert numbers == {f"{letter}{number:02}" for number in range(1, last + 1)}

"""Tables: every text has a longest length (security.md P040), every time knows its zone, constraints have names."""

from typing import Any

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import models

TEXTS = (models.CharField, models.TextField, models.BinaryField)
OURS = [model for model in apps.get_models() if model.__module__.startswith("bedside.")]
PARAMETRISED = pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)


@PARAMETRISED
def test_every_text_has_a_longest_length(model: type[models.Model]) -> None:
    texts = [field for field in model._meta.fields if isinstance(field, TEXTS)]
    inherited = {"session_data"}  # Django's own column of sessions: written by the framework, sealed by us
    assert [field.name for field in texts if field.max_length is None and field.name not in inherited] == []


@PARAMETRISED
def test_names_of_times_say_so(model: type[models.Model]) -> None:
    moments = [field.name for field in model._meta.fields if isinstance(field, models.DateTimeField)]
    plain = {"since", "at", "expire_date"}
    assert [name for name in moments if not name.endswith(("_at", "_until")) and name not in plain] == []


@PARAMETRISED
def test_a_model_says_what_its_rows_are(model: type[models.Model]) -> None:
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")


def test_the_migrations_make_the_models(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_djangos_own_checks_find_nothing():
    assert run_checks() == []

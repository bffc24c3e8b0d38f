"""Tables: every text has a longest length (security.md P040), every time knows its zone, constraints have names."""

from typing import Any

from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import models

TEXTS = (models.CharField, models.TextField, models.BinaryField)
OURS = [model for model in apps.get_models() if model.__module__.startswith("bedside.")]


def fields_of(*kinds: Any) -> list[Any]:
    """Return the fields of all our tables that are of one of these kinds."""
    return [field for model in OURS for field in model._meta.fields if isinstance(field, kinds)]


def test_every_text_has_a_longest_length():
    inherited = {"session_data"}  # Django's own column of sessions: written by the framework, sealed by us
    texts = fields_of(*TEXTS)
    assert len(texts) > 100
    assert [str(field) for field in texts if field.max_length is None and field.name not in inherited] == []


def test_names_of_times_say_so():
    plain = {"since", "at", "expire_date"}
    moments = {str(field): field.name for field in fields_of(models.DateTimeField)}
    assert [
        where for where, name in moments.items() if not name.endswith(("_at", "_until")) and name not in plain
    ] == []


def test_a_model_says_what_its_rows_are():
    words = {model.__name__: model.__doc__ or "" for model in OURS}
    assert [name for name, said in words.items() if not said or said.startswith(f"{name}(")] == []


def test_the_migrations_make_the_models(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_djangos_own_checks_find_nothing():
    assert run_checks() == []

"""Rows of our tables out of statements of our own: for what every page reads, where the query builder costs more than
PostgreSQL does."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)


@cache
def columns(model: type[Model], alias: str) -> str:
    """Return the columns of a table for a statement, in the order in which `made` takes them."""
    return ", ".join(f"{alias}.{field.column}" for field in model._meta.concrete_fields)


@cache
def width(model: type[Model]) -> int:
    """Return how many columns a table has."""
    return len(_names(model))


def made(model: type[M], values: Sequence[Any]) -> M:
    """Return the row with these values, as if the query builder had read it."""
    return model.from_db("default", _names(model), values)


@cache
def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]

"""A migration that breaks off leaves nothing, wherever it breaks off: also between its work and its record."""

from collections.abc import Iterator

import pytest
from django.db import connection, connections, migrations, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from bedside.site.migrating import WholeSteps

CLEAR = "DROP TABLE IF EXISTS outbox_samplesecond, outbox_samplefirst"
FORGET = "DELETE FROM django_migrations WHERE name = '9999_sample'"


@pytest.fixture
def owner(db: None) -> Iterator[BaseDatabaseWrapper]:
    """Yield a connection of the role that owns the tables; what is made by it is cleared away."""
    made = connection.copy("owner")
    made.settings_dict["USER"] = "bedside_owner"
    connections["owner"] = made
    yield made
    with made.cursor() as cursor:
        cursor.execute(CLEAR)
        cursor.execute(FORGET)
    made.close()
    del connections["owner"]


class Killed(Exception):
    pass


def step() -> migrations.Migration:
    """Return a migration whose foreign key is made at its end, which lets Django record it after its transaction."""
    made = migrations.Migration("9999_sample", "outbox")
    one = ("id", models.BigAutoField(primary_key=True))
    first = ("first", models.ForeignKey("outbox.SampleFirst", on_delete=models.CASCADE))
    made.operations = [
        migrations.CreateModel("SampleFirst", [one]),
        migrations.CreateModel("SampleSecond", [one, first]),
    ]
    return made


def broken_off(executor: MigrationExecutor, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Apply the step with a record that fails, and return the tables that are there afterwards."""

    def die(_migration: object) -> None:
        raise Killed

    monkeypatch.setattr(executor, "record_migration", die)
    with pytest.raises(Killed):
        executor.apply_migration(ProjectState(), step())
    return [name for name in executor.connection.introspection.table_names() if name.startswith("outbox_sample")]


def test_a_step_that_was_not_recorded_left_no_table(
    owner: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert broken_off(WholeSteps(owner), monkeypatch) == []


def test_djangos_own_way_leaves_tables_that_no_record_knows(
    owner: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When this fails, Django has changed, and `WholeSteps` can go."""
    assert broken_off(MigrationExecutor(owner), monkeypatch)


def test_a_step_that_went_well_is_there(owner: BaseDatabaseWrapper) -> None:
    WholeSteps(owner).apply_migration(ProjectState(), step())
    assert "outbox_samplesecond" in owner.introspection.table_names()

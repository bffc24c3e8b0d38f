"""No job waits for another lane, and none is left where its process died."""

import ast

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.exceptions import TaskNotFound

from bedside.kit.jobs import LANES, for_worker, take_up_left
from bedside.kit.ordering import order
from tests.shape.source import calls, imported, modules

pytestmark = pytest.mark.django_db

BEGUN = """
INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id)
VALUES ('now', 'outbox.deliver', 'doing', %s) RETURNING id
"""
WORKER = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second') RETURNING id"


def number(statement: str, value: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, [value])
        return int(cursor.fetchone()[0])


def state(job: int) -> tuple[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status, attempts FROM procrastinate_jobs WHERE id = %s", [job])
        found = cursor.fetchone()
        return str(found[0]), int(found[1])


@pytest.mark.parametrize("silent_for", [21, 4000])
def test_a_job_of_a_process_that_fell_silent_is_taken_up_again_and_counted_as_a_try(silent_for: int) -> None:
    job = number(BEGUN, number(WORKER, silent_for))
    assert async_to_sync(take_up_left)(app) == 1
    assert state(job) == ("todo", 1)


def test_a_job_whose_process_was_forgotten_is_taken_up_again() -> None:
    job = number(BEGUN, None)
    async_to_sync(take_up_left)(app)
    assert state(job) == ("todo", 1)


def test_a_job_of_a_living_process_is_left_to_it() -> None:
    job = number(BEGUN, number(WORKER, 3))
    assert async_to_sync(take_up_left)(app) == 0
    assert state(job) == ("doing", 0)


def test_every_queue_has_a_lane() -> None:
    app.perform_import_paths()
    lanes = [queue for queues in LANES.values() for queue in queues]
    used = {task.queue for name, task in app.tasks.items() if not name.startswith(("builtin:", "procrastinate."))}
    assert used
    assert sorted(used - set(lanes)) == []
    assert len(lanes) == len(set(lanes))


def test_a_worker_takes_jobs_by_connections_of_its_own_and_leaves_the_apps_alone() -> None:
    """Whoever defers a job in the worker does so inside the own transaction, as everywhere else."""
    before = app.connector
    worker = for_worker(app)
    assert (worker.tasks, worker.periodic_registry) == (app.tasks, app.periodic_registry)
    assert (app.connector, app.job_manager.connector) == (before, before)
    assert worker.connector is not before


def test_what_is_ordered_by_name_is_a_job() -> None:
    app.perform_import_paths()
    ordered = [
        call.args[0]
        for tree in modules().values()
        if any(name == "bedside.kit.ordering.order" for name, _line in imported(tree))
        for call in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id == "order"
    ]
    names = {name.value for name in ordered if isinstance(name, ast.Constant)}
    assert len(names) > 4
    assert all(isinstance(name, ast.Constant) for name in ordered)
    assert sorted(names - set(app.tasks)) == []


def test_an_order_waits_with_the_lock_and_the_queue_of_its_job() -> None:
    order("posts.look_at_pictures")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT queue_name, lock, status FROM procrastinate_jobs WHERE task_name = 'posts.look_at_pictures'"
        )
        assert cursor.fetchall() == [("media", "posts.look_at_pictures", "todo")]


def test_nobody_orders_a_job_that_is_not_there() -> None:
    with pytest.raises(TaskNotFound):
        order("posts.look_at_stars")

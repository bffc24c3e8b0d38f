"""Taking jobs: in lanes that do not wait for each other, and again what a dead process had begun."""

import asyncio
import logging
import os
import signal
from collections.abc import Mapping, Sequence
from typing import Final, NoReturn

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import DjangoApp
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException

log = logging.getLogger("bedside.jobs")

# queue: lane. A mail server that answers slowly holds up mails alone, and reading pictures takes one core at most.
LANES: Final[Mapping[str, Sequence[str]]] = {"mail": ("mail",), "media": ("media",), "rest": ("now", "later", "bulk")}
AT_ONCE: Final[Mapping[str, int]] = {"mail": 2, "media": 1, "rest": 4}
GRACE: Final = 20  # seconds that running jobs get at the end; a job that needs longer is taken up again later
HEARTBEAT: Final = 5.0  # seconds between two signs of life of a process that runs jobs
DEAD_AFTER: Final = 20.0  # seconds without one; its jobs are then taken up again
LOOK_EVERY: Final = 5.0
CONNECTIONS: Final = 10
# Seconds in which the pool tries a lost connection again by itself; its pauses double each time. Then whoever needs
# one has it tried at once.
RECONNECT: Final = 2.0
GONE: Final = (ConnectorException, psycopg.Error)  # how a database that is away is told


def run_until_told(app: App) -> None:
    """Run jobs of all lanes until SIGTERM or SIGINT; what runs then gets `GRACE` seconds."""
    asyncio.run(_take_until_told(for_worker(app)))


def for_worker(app: App) -> App:
    """Return an app that knows the same jobs and takes them by connections of its own.

    procrastinate's `replace_connector` would change `app` itself, by which all code of the process defers jobs: these
    would leave the transaction that they belong to.
    """
    worker = DjangoApp(
        connector=PsycopgConnector(kwargs=connector_params(), max_size=CONNECTIONS, reconnect_timeout=RECONNECT),
        import_paths=app.import_paths,
    )
    worker.tasks, worker.periodic_registry = app.tasks, app.periodic_registry
    return worker


async def _take_until_told(app: App) -> None:
    loop, this = asyncio.get_running_loop(), asyncio.current_task()
    assert this is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, this.cancel)
    try:
        await app.open_async()
    except GONE as error:
        _leave_at_once([error])
    try:
        await _run_lanes(app)
    finally:
        await app.close_async()


async def _run_lanes(app: App) -> None:
    tasks = [asyncio.create_task(_take(app, queues, at_once=AT_ONCE[lane])) for lane, queues in LANES.items()]
    tasks.append(asyncio.create_task(_take_up_for_ever(app)))
    try:
        done, _others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    except asyncio.CancelledError:
        await _end_in_order(tasks)
    else:
        _leave_at_once([task.exception() for task in done])


async def _end_in_order(tasks: Sequence["asyncio.Task[None]"]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _leave_at_once(errors: Sequence[BaseException | None]) -> NoReturn:
    """End the process: without its database a lane can't end in order, and would keep the others from beginning anew.

    Whoever started the process starts it again, and what it had begun is taken up. The exit code tells a database that
    is away from a fault of ours: a lane whose listener or heartbeat has failed ends without an error of its own.
    """
    for error in errors:
        log.error("a lane of jobs ended (%s)", type(error).__name__ if error else "without an error of its own")
    logging.shutdown()
    os._exit(os.EX_TEMPFAIL if all(error is None or isinstance(error, GONE) for error in errors) else 1)


async def _take(app: App, queues: Sequence[str], *, at_once: int) -> None:
    await app.run_worker_async(
        queues=list(queues),
        concurrency=at_once,
        delete_jobs="successful",
        shutdown_graceful_timeout=GRACE,
        listen_notify=True,
        install_signal_handlers=False,  # two lanes would take the handler from each other
        update_heartbeat_interval=HEARTBEAT,
        stalled_worker_timeout=DEAD_AFTER,
    )


async def _take_up_for_ever(app: App) -> None:
    while True:
        await take_up_left(app)
        await asyncio.sleep(LOOK_EVERY)


async def take_up_left(app: App) -> int:
    """Put back what a process had begun that shows no sign of life any more, and return how many jobs that were.

    Such a job may have done all of its work but the last word, so every job must bear being run twice.
    """
    left = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER))
    for job in left:
        await app.job_manager.retry_job(job)
    if left:
        log.warning("%d jobs of a process that died are taken up again", len(left))
    return len(left)

"""Jobs and events that misbehave: one that always fails, one delivered twice or too late, two that do the same work."""

import json
import subprocess
import sys

from bedside.kit.ids import new_id
from tests.ops.drill.disks import hurry
from tests.ops.drill.stage import LIMIT, Seen, Stage, stage
from tests.ops.drill.writers import logged_in, publish, rows, settings_of
from tests.ops.site import bedside, environment, until

TRIES = 5  # kit/outbox/jobs.py
POISON = "SELECT status, attempts FROM procrastinate_jobs WHERE args->'payload' ? 'poison'"


def put_event(here: Stage, name: str, payload: dict[str, object]) -> None:
    """Put an event into the outbox, as an area does."""
    put = "INSERT INTO outbox (id, name, payload) VALUES (%s, %s, %s)"
    rows(here.site, put, new_id(), name, json.dumps(payload))


def poison_job() -> Seen:
    """Give the worker a job that fails each time; it is parked after five tries, and the others do not wait."""
    with stage() as here:
        put_event(here, "posts.Deleted", {"poison": 1})
        until(lambda: len(rows(here.site, POISON)) > 0, limit=LIMIT, what=lambda: "the event made no job")

        def parked() -> bool:
            hurry(here)
            return {row[0] for row in rows(here.site, POISON)} == {"failed"}

        here.recover(parked, what="the job is not parked")
        tries = sorted({int(str(row[1])) for row in rows(here.site, POISON)})
        here.seen.need(tries == [TRIES], f"it was tried {tries} times")
        wanted, _there = here.writers.notices()
        until(lambda: here.writers.notices()[1] >= wanted, limit=10, what=lambda: "other jobs wait for it")
        here.seen.told = f"parked after {TRIES} tries"
    return here.seen


def twice_and_too_late() -> Seen:
    """Deliver the news of an answer three times, and that of a post after the news of its end."""
    with stage() as here:
        told = "SELECT post_id, actor_id FROM notify_notice WHERE answered_id = %s LIMIT 1"
        until(lambda: here.writers.notices()[1] > 0, limit=LIMIT, what=lambda: "nobody was told of anything")
        post, author = rows(here.site, told, int(here.writers.answered))[0]
        event = _published(here, post, author)
        for _ in range(3):
            put_event(here, "posts.Published", event)
        gone = _deleted_post(here)
        put_event(here, "posts.Deleted", {"post_id": gone["post_id"]})
        put_event(here, "posts.Published", gone)
        here.recover(lambda: _all_done(here), what="the events are not delivered")
        late = rows(here.site, "SELECT count(*) FROM notify_notice WHERE post_id = %s", gone["post_id"])
        here.seen.need(late == [(0,)], "somebody was told of a post that was gone")
    return here.seen


def _published(here: Stage, post: object, author: object) -> dict[str, object]:
    space, to, owner = rows(
        here.site,
        "SELECT p.space_id, p.reply_to_id, a.author_id FROM posts_post p JOIN posts_post a ON a.id = p.reply_to_id "
        "WHERE p.id = %s",
        post,
    )[0]
    ids = {"post_id": post, "author_id": author, "space_id": space}
    return {**ids, "reply_to_id": to, "reply_to_author_id": owner, "mentioned": []}


def _deleted_post(here: Stage) -> dict[str, object]:
    """Write an answer, keep its news, delete it, and return the news."""
    browser = logged_in(here.site, 1)
    path = f"/posts/{here.writers.answered}/reply/"
    _status, _body, where = publish(browser, "A second answer, for the drill.", path=path)
    post = int(where.rpartition("#post-")[2])
    news = _published(here, post, rows(here.site, "SELECT author_id FROM posts_post WHERE id = %s", post)[0][0])
    status, _body, _where = browser.post(f"/posts/{post}/delete/", csrfmiddlewaretoken=browser.token("/compose/"))
    assert status == 302, status
    return news


def _all_done(here: Stage) -> bool:
    waiting = (
        "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'now')"
    )
    return rows(here.site, waiting) == [(0,)]


def two_workers() -> Seen:
    """Run a second worker: two flushers and two sealers work on the same rows."""
    with stage() as here:
        command = [sys.executable, "-m", "bedside.site.worker"]
        second = subprocess.Popen(command, env=environment(**settings_of(here.site)), stderr=subprocess.DEVNULL)
        try:
            here.wait_for_posts(60)
            here.recover(lambda: _told_all(here), what="notices are missing")
        finally:
            second.terminate()
            second.wait(40)
        done = bedside("--data", str(here.site.data), "audit", "verify")
        here.seen.need(done.returncode in (0, 4), f"the audit log does not verify: {done.stdout}{done.stderr}")
        here.seen.told = done.stdout.strip().splitlines()[-1][:60] if done.stdout.strip() else ""
    return here.seen


def _told_all(here: Stage) -> bool:
    wanted, there = here.writers.notices()
    return there >= wanted

"""The benchmark of a flood: what it costs to report, find, hold and let out so many look-alikes, in one press each."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

from bedside.areas.moderation import actions, queries
from bedside.areas.moderation.actions import Choice
from bedside.areas.people import actions as people
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.actions.seeding import NewPost, add_posts
from bedside.areas.spaces.models import SQUARE_ID
from bedside.kit.ids import new_id
from bedside.site.bench.cost import MS, cpu_ns
from bedside.site.bench.signin import PASSWORD

T = TypeVar("T")
PEOPLE = 20  # who write, and as many who report
TEXT = "Our herbal tea took away my pain in {n} days, I never felt better, and you can order it at half the price."
HOLD = Choice(act="hold", reason="spam", days=7, words="Posts that sell something do not fit here.")


def flood(*, size: int, backend: int) -> dict[str, Any]:
    """Measure a flood of `size` posts, which is never committed; CPU-ms of this process and of its database backend."""

    def cost(work: Callable[[], T]) -> tuple[T, float]:
        app, database = time.thread_time_ns(), cpu_ns(backend)
        done = work()
        return done, round((time.thread_time_ns() - app + cpu_ns(backend) - database) / MS, 1)

    with transaction.atomic():
        writers, readers = [_member() for _ in range(PEOPLE)], [_member() for _ in range(PEOPLE)]
        moderator = _member(staff=frozenset({"moderator"}))
        made = [_post(writers[n % PEOPLE].persona_id, n) for n in range(size)]
        add_posts(made, helped=(), tags=())
        _, reporting = cost(lambda: [_report(readers[n // 20 % PEOPLE], one.id) for n, one in enumerate(made)])
        (wave, *_rest), finding = cost(lambda: queries.waves(moderator))
        seen = len(wave.case_ids)
        batch, press = cost(
            lambda: actions.act_on_wave(by=moderator, wave_id=wave.id, seen=seen, choice=HOLD, limit_authors=True)
        )
        taken_back, undo = cost(lambda: actions.undo(by=moderator, batch_id=batch))
        transaction.set_rollback(True)
    return {
        "look_alikes": seen,
        "acts": taken_back,
        "report_cpu_ms": round(reporting / size, 2),
        "find_cpu_ms": finding,
        "press_cpu_ms": press,
        "undo_cpu_ms": undo,
    }


def _member(*, staff: frozenset[str] = frozenset()) -> Viewer:
    account, persona = people.make_account(
        kind="patient", name="Flood", handle=f"x{new_id()}", mail=f"x{new_id()}@seed.example", password=PASSWORD
    )
    return Viewer(persona_id=persona.id, account_id=account.id, kind="patient", confirmed=True, staff=staff)


def _post(author_id: int, n: int) -> NewPost:
    text = TEXT.format(n=n)
    return NewPost(new_id(), author_id, SQUARE_ID, "public", "post", title="", text=text, html=f"<p>{text}</p>")


def _report(by: Viewer, post_id: int) -> None:
    actions.report(by=by, kind="post", key=str(post_id), reason="spam")

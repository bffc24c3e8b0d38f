"""The benchmark of a copy of one's data: how long it takes for a member with many posts (security.md 7.3)."""

import io
import zipfile
from time import perf_counter, process_time
from typing import Any

from django.db import transaction

from bedside.areas.people import actions as people
from bedside.areas.people import copying, queries
from bedside.areas.posts.actions.seeding import NewPost, add_posts
from bedside.areas.spaces.models import SQUARE_ID
from bedside.kit.ids import new_id
from bedside.site.bench.signin import PASSWORD

TEXT = "Slow mornings, a short walk, then rest before I am tired. It took me years to learn that. "


def export(*, items: int) -> dict[str, Any]:
    """Make the copy of an invented member with `items` posts, who is never committed; seconds and megabytes."""
    file = io.BytesIO()
    with transaction.atomic():
        account, persona = people.make_account(
            kind="personal",
            name="Export",
            handle=f"x{new_id()}",
            mail=f"x{new_id()}@seed.example",
            password=PASSWORD,
        )
        add_posts([_post(persona.id, number) for number in range(items)], helped=(), tags=())
        clock, cpu = perf_counter(), process_time()
        copying.write(queries.leaver(account.id), file)
        result = {"items": items, "seconds": round(perf_counter() - clock, 2), "cpu_s": round(process_time() - cpu, 2)}
        transaction.set_rollback(True)
    with zipfile.ZipFile(file) as archive:
        return result | {"zip_mb": round(file.tell() / 1e6, 2), "files": len(archive.namelist())}


def _post(author_id: int, number: int) -> NewPost:
    text = f"{number}. {TEXT * 4}"
    return NewPost(
        id=new_id(),
        author_id=author_id,
        space_id=SQUARE_ID,
        audience="public",
        kind="post",
        title="",
        text=text,
        html=f"<p>{text}</p>",
    )

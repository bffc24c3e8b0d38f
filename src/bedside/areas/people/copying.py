"""What is in a copy of everything about a member: JSON for each kind, one page to read, pictures, and a README.

Each persona has a folder, and nothing in it names another: who passes one on gives away one face only. Of other people
there are handles whom the member chose herself, and links: their words stay theirs.
"""

import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.urls import reverse

from bedside.areas.people import parts, queries
from bedside.areas.people.parts import Leaver, Part, Row
from bedside.kit.clock import now
from bedside.kit.vault import Place, vault

README = """\
This is a copy of everything that {site} keeps about you, made on {day}.

Open index.html to read it. The .json files hold the same for programs: one file a kind, one list of rows each.
Everything about the account itself lies at the top. Each persona has a folder of its own.

Not in it, and why:
{left_out}
Keep it safe: it holds what you told in confidence, and it is not encrypted.
"""


def write(leaver: Leaver, file: IO[bytes]) -> None:
    """Write the ZIP of everything about `leaver` to `file`."""
    handles = {one.id: one.handle for one in queries.personas_of(leaver.account_id)}
    folders = [("", Leaver(leaver.account_id, ()), False)]
    folders += [(f"{handles[one]}/", Leaver(leaver.account_id, (one,)), True) for one in leaver.personas]
    chapters = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, who, is_persona in folders:
            sections = list(_sections(who, is_persona=is_persona))
            for name, _title, rows in sections:
                archive.writestr(f"{folder}{name}.json", json.dumps(rows, ensure_ascii=False, indent=1))
            for name, content in _files(who, is_persona=is_persona):
                archive.writestr(zipfile.ZipInfo(folder + name, now().timetuple()[:6]), content)
            chapters.append({"title": folder.rstrip("/"), "sections": [_readable(*one) for one in sections]})
        site = queries.site_profile().name
        context = {"site": site, "made_at": now(), "chapters": chapters}
        archive.writestr("index.html", render_to_string("copy/index.html", context))
        archive.writestr("README.txt", README.format(site=site, day=f"{now():%d %B %Y}", left_out=_left_out()))


def _sections(who: Leaver, *, is_persona: bool) -> Iterator[tuple[str, str, list[Row]]]:
    for part in parts.all_parts():
        if part.export is not None and part.export.per_persona is is_persona:
            yield part.export.name, part.export.title, list(_rows(part, who))


def _rows(part: Part, who: Leaver) -> Iterator[Row]:
    assert part.export is not None
    prefix = f"{settings.CONFIG.address}{reverse('post', args=[0])}".removesuffix("0/")
    with connection.cursor() as cursor:
        cursor.execute(part.export.select, who.parameters() | {"posts": prefix})
        columns = [column.name for column in cursor.description or ()]
        for values in cursor:
            yield _plain(part, dict(zip(columns, values, strict=True)))


def _plain(part: Part, row: Row) -> Row:
    for column in (name for name in part.sealed if name in row):
        sealed = row.pop(column)
        words = vault().open(sealed, Place(part.table, column, row["id"])) if sealed is not None else None
        row[column.removesuffix("_sealed").replace("sealed", "words")] = words
    return {name: _for_json(value) for name, value in row.items()}


def _for_json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    # Ids are strings in every format of ours: they are longer than the figures of many programs.
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and value > 2**31 else value


def _files(who: Leaver, *, is_persona: bool) -> Iterator[tuple[str, bytes]]:
    for part in parts.all_parts():
        if part.files is not None and part.files_per_persona is is_persona:
            yield from part.files(who)


def _readable(name: str, title: str, rows: list[Row]) -> dict[str, Any]:
    """Return a section for the page: names of columns in words, empty ones left out."""
    shown = [
        [(column.replace("_", " "), _in_words(value)) for column, value in row.items() if value not in (None, "", [])]
        for row in rows
    ]
    return {"name": name, "title": title, "rows": shown}


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _left_out() -> str:
    lines = [part for part in parts.all_parts() if part.left_out and part.of]
    return "".join(f"- {part.table}: {part.left_out}.\n" for part in lines)

"""Files on one's own record: nobody else's are found here, and none of a thing that is not there for who looks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet, Sum

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import attached
from bedside.areas.records.models.attachments import Attachment
from bedside.areas.records.models.conditions import Condition
from bedside.areas.records.models.courses import TreatmentCourse
from bedside.areas.records.models.entries import TABLES
from bedside.areas.records.models.versions import Version
from bedside.areas.records.queries.carers import CaredFor, standing_for
from bedside.areas.records.queries.versions import current
from bedside.kit.errors import NotHere
from bedside.kit.vault import CannotOpen
from bedside.policy.attachments import Kept
from bedside.policy.sharing import ENTRY_KINDS, ONE_BY_ONE

HUNG_ON: dict[str, type[Version]] = {"conditions": Condition, "courses": TreatmentCourse, **TABLES}
"""The kinds of things that files hang on."""
FOR_CARERS = ("conditions", "courses", *(kind for kind in ENTRY_KINDS if kind not in ONE_BY_ONE))
"""The kinds of which a carer's page shows anything."""


@dataclass(frozen=True)
class OwnFile:
    """A file without its bytes. The sides are those of a picture, in pixels; 0 for others."""

    id: int
    kind: str
    item_id: int
    media_type: str
    size: int
    kept_at: datetime
    words: str
    width: int
    height: int


@dataclass(frozen=True)
class Content:
    """What is handed out of a file."""

    media_type: str
    data: bytes


def file_rows(viewer: Viewer) -> QuerySet[Attachment]:
    """The rows of the viewer's account."""
    return Attachment.objects.filter(owner_id=viewer.account_id) if viewer.signed_in else Attachment.objects.none()


def item(viewer: Viewer, kind: str, item_id: int, *, for_change: bool = False) -> Version:
    """Return the thing on which a file can hang. Raises NotHere for every other id, and for no kind."""
    if kind not in HUNG_ON:
        raise NotHere
    return current(viewer, HUNG_ON[kind], item_id, for_change=for_change)


def kept_by(viewer: Viewer, kind: str, item_id: int) -> Kept:
    """Return how much the viewer keeps by now, as its limits count it."""
    rows = file_rows(viewer)
    found = rows.aggregate(files=Count("id"), size=Sum("size", default=0))
    return Kept(rows.filter(kind=kind, item_id=item_id).count(), found["files"], found["size"])


def own_files(viewer: Viewer, kind: str = "", item_id: int = 0) -> tuple[OwnFile, ...]:
    """Return the viewer's own files, the newest first: all, or those on one thing."""
    rows = file_rows(viewer).order_by("-id")
    return tuple(_own(row) for row in (rows.filter(kind=kind, item_id=item_id) if kind else rows))


def own_file(viewer: Viewer, file_id: int) -> OwnFile:
    """Return one of one's own files. Raises NotHere for every other."""
    return _own(_row(viewer, file_id))


def content(viewer: Viewer, file_id: int) -> Content:
    """Return what is in one of one's own files. Raises NotHere for every other, and where the disk has lost it."""
    row = _row(viewer, file_id)
    try:
        return Content(row.media_type, attached.read(row))
    except (FileNotFoundError, CannotOpen):
        raise NotHere from None


def files_for_carer(viewer: Viewer, grant_id: int, found: CaredFor) -> tuple[OwnFile, ...]:
    """Return the files on what a carer was shown of a record; none without "view record"."""
    shown = {("conditions", one.id) for one in found.conditions} | {("courses", one.id) for one in found.courses}
    shown |= {(kind, one.id) for kind, entries in found.entries.items() for one in entries}
    if not shown:
        return ()
    with standing_for(viewer, grant_id, "view record") as owner:
        return _on(own_files(owner), shown)


def content_for_carer(viewer: Viewer, grant_id: int, file_id: int) -> Content:
    """Return what is in a file for a carer who may see the thing on which it hangs. Raises NotHere otherwise."""
    with standing_for(viewer, grant_id, "view record") as owner:
        found = own_file(owner, file_id)
        if found.kind not in FOR_CARERS:
            raise NotHere
        item(owner, found.kind, found.item_id)
        return content(owner, file_id)


def _on(files: tuple[OwnFile, ...], shown: Collection[tuple[str, int]]) -> tuple[OwnFile, ...]:
    return tuple(one for one in files if (one.kind, one.item_id) in shown)


def _row(viewer: Viewer, file_id: int) -> Attachment:
    row = file_rows(viewer).filter(id=file_id).first()
    if row is None:
        raise NotHere
    return row


def _own(row: Attachment) -> OwnFile:
    said = row.opened()
    facts = (row.id, row.kind, row.item_id, row.media_type, row.size, row.kept_at)
    return OwnFile(*facts, said["words"], said["width"], said["height"])

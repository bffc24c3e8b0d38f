"""A member hangs a file on a thing of her record, and takes it away again. The bytes are written first, the row then.

If the work stops between, a file lies there that no row names: nobody can reach it, and `sweep` destroys it.
"""

import secrets
from datetime import timedelta
from functools import partial
from typing import Final

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.actions import limits
from bedside.areas.people.parts import Leaver
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records import attached
from bedside.areas.records.actions.steps import confirmed_only, hold_source
from bedside.areas.records.models.attachments import Attachment
from bedside.areas.records.queries.attachments import file_rows, item, kept_by
from bedside.kit import sealed_file
from bedside.kit.clock import now
from bedside.kit.errors import NoRoom, NotHere, Refused
from bedside.kit.images import CleanImage, cleaned
from bedside.kit.texts import taken_line
from bedside.kit.vault import CannotOpen
from bedside.kit.viewing import as_system
from bedside.policy import attachments as rules
from bedside.policy.limits import UPLOADS

FIELD: Final = "file"
WRITING: Final = timedelta(hours=6)
"""For so long a file without a row is left alone: its row may be about to be kept."""


def attach(*, by: Viewer, kind: str, item_id: int, data: bytes, words: str) -> int:
    """Keep a photo, painted anew, or a PDF file as it is, on a thing of one's own; return its id.

    Raises NotHere for what is not one's own, Refused for what is neither, empty, cut off or beyond a limit (which it
    names), BadText for words that can't be taken, NoRoom for a full disk. Nothing is kept then.
    """
    confirmed_only(by)
    item(by, kind, item_id)
    words = taken_line(words, field="words", name="What it is", at_most=rules.LONGEST_WORDS, at_least=1)
    limits.require(UPLOADS, value=str(by.persona_id))  # before the decoding, which is what costs
    made = _made(data)
    row = Attachment(owner_id=by.account_id, key=secrets.token_hex(16), kind=kind, item_id=item_id)
    row.media_type, row.size = made.media_type, len(made.data)
    key_no = key_no_of(by.persona_id)
    row.seal({"words": words, "width": made.width, "height": made.height}, key_no=key_no)
    _written(row, made.data, key_no)
    try:
        _hang(by, row)
    except BaseException:
        attached.destroy([row.key])
        raise
    return row.id


@transaction.atomic
def detach(*, by: Viewer, file_id: int) -> None:
    """Delete a file: its bytes are destroyed with the commit. Raises NotHere for what is not one's own."""
    confirmed_only(by)
    if not _thrown_away(by, id=file_id):
        raise NotHere
    record("records.detach", by=by.persona_id, about=("entry", None), subject=by.persona_id)


def drop_files(by: Viewer, kind: str, item_id: int) -> None:
    """Delete the files of a thing that goes; a step of its action, as the destroying is of its commit."""
    _thrown_away(by, kind=kind, item_id=item_id)


def forget_files(leaver: Leaver) -> None:
    """Destroy the files first: if the work stops between, the rows still name what is to be destroyed."""
    own = Attachment.objects.filter(owner_id=leaver.account_id)
    attached.destroy(own.values_list("key", flat=True))
    own.delete()


def files_of(leaver: Leaver) -> list[tuple[str, bytes]]:
    """Return the files of an account as (name, content); one that the disk has lost is left out."""
    found = []
    for row in Attachment.objects.filter(owner_id=leaver.account_id).order_by("id"):
        try:
            found.append((f"record_files/{rules.name_of(row.id, row.media_type)}", attached.read(row)))
        except (FileNotFoundError, CannotOpen):
            continue
    return found


def sweep() -> int:
    """Destroy files that no row names, as a process leaves them that is ended while it writes; return how many."""
    gone = 0
    with as_system("destroying files that belong to nothing"):
        for key, path in attached.older_than(now() - WRITING):
            half = path.suffix == ".new"
            if half or not Attachment.objects.filter(key=key).exists():
                sealed_file.destroy(path)
                gone += 1
    return gone


def _made(data: bytes) -> CleanImage:
    if not data:
        raise _refused(rules.EMPTY)
    if rules.is_pdf(data):
        fault = rules.pdf_fault(data)
        if fault is not None:
            raise _refused(fault)
        return CleanImage(data, rules.PDF, 0, 0)
    if len(data) > rules.MOST_BYTES:
        raise _refused(rules.TOO_BIG)
    try:
        return cleaned(data)
    except Refused as refused:
        what, do = (refused.what, refused.do)
        if refused.code == "bad_image":
            what, do = "We could not read that file.", "Choose a photo of at most 10 MB, or a PDF file."
        raise Refused(what, do=do, code=refused.code, field=FIELD) from refused


def _written(row: Attachment, data: bytes, key_no: int | None) -> None:
    try:
        attached.keep(row, data, key_no=key_no)
    except NoRoom as full:
        do = "Try again later. The people who run this site have to make room."
        raise NoRoom("There is no room for files right now.", do=do, field=FIELD) from full


@transaction.atomic
def _hang(by: Viewer, row: Attachment) -> None:
    hold_source(f"files of {by.account_id}")
    item(by, row.kind, row.item_id, for_change=True)  # it may have been deleted meanwhile
    fault = rules.no_room(kept_by(by, row.kind, row.item_id), row.size)
    if fault is not None:
        raise _refused(fault)
    row.save(force_insert=True)
    record("records.attach", by=by.persona_id, about=("entry", None), subject=by.persona_id)


def _thrown_away(by: Viewer, **which: str | int) -> int:
    rows = file_rows(by).filter(**which)
    keys = list(rows.values_list("key", flat=True))
    rows.delete()
    transaction.on_commit(partial(attached.destroy, keys))
    return len(keys)


def _refused(fault: rules.Fault) -> Refused:
    return Refused(fault.what, do=fault.do, code=fault.code, field=FIELD)

"""What a file brings into a member's record: read, shown, and taken over in one transaction, each thing once.

A file that was read waits sealed for its owner's yes, for a day at most. What came of it can be taken back as a whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.actions import limits
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.bringing_answers import (
    OF_ANSWERS,
    add_answers,
    comes_last,
    forms,
    take_back_answers,
)
from bedside.areas.records.actions.conditions import add_condition, delete_condition
from bedside.areas.records.actions.courses import add_treatment, delete_treatment
from bedside.areas.records.actions.entries import add_entry, delete_entry
from bedside.areas.records.actions.steps import hold_source
from bedside.areas.records.errors import NotRead, Unclear
from bedside.areas.records.models.attachments import Attachment
from bedside.areas.records.models.brought import BroughtFile
from bedside.areas.records.models.conditions import Condition
from bedside.areas.records.models.courses import TreatmentCourse
from bedside.areas.records.models.entries import TABLES
from bedside.areas.records.models.versions import Version
from bedside.areas.records.models.waves import AskedWave
from bedside.areas.records.queries.brought import Weighed, files_of, weighed
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere
from bedside.kit.forgetting import forgets
from bedside.kit.texts import BadText
from bedside.policy.conditions import Illness
from bedside.policy.courses import Course
from bedside.policy.entries import kind_of
from bedside.policy.fhir.border import NotTaken
from bedside.policy.fhir.bundle import preview
from bedside.policy.fhir.model import Answered, Judged, Kept, Preview
from bedside.policy.fhir.packing import packed, unpacked
from bedside.policy.instruments.model import BadAnswer, NotLicensed
from bedside.policy.limits import FILES_READ

MOST_BAD = 50
"""How many places of a file are named that could not be read; the rest is counted by nobody."""


@dataclass
class Brought:
    """What became of the things of one kind. `refused` holds why, and never what; `unfit` had nothing to keep;
    `gone` came before, and was deleted by its owner since.
    """

    added: int = 0
    known: int = 0
    gone: int = 0
    unfit: int = 0
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def read_file(*, by: Viewer, raw: bytes) -> int:
    """Read a file of the viewer's and keep what it would bring, sealed, until she says yes; return its id.

    Raises NotRead for what is no file of one person in FHIR R4, NotAllowed before the mail is confirmed, and
    TooManyTries. One file waits at a time: what was read before and not taken over is forgotten.
    """
    _begin(by)
    limits.require(FILES_READ, value=str(by.account_id))
    try:
        found = preview(raw, this_year=now().year, forms=forms())
    except NotTaken as wrong:
        raise NotRead(str(wrong), code=wrong.code) from wrong
    files_of(by).filter(kept_at=None).delete()
    row = BroughtFile(owner_id=by.account_id)
    row.seal(_read(found, raw), key_no=key_no_of(by.persona_id))
    row.save(force_insert=True)
    return row.id


@transaction.atomic
def keep_file(*, by: Viewer, file_id: int) -> dict[str, Brought]:
    """Take over what was read, for its owner alone; return what became of it, by the name of the fact.

    Raises NotHere for what is not one's own or was taken over already, and TooMany where the record is full: then
    nothing of it is kept.
    """
    _begin(by)
    row = files_of(by).filter(id=file_id, kept_at=None).select_for_update().first()
    if row is None:
        raise NotHere
    body = row.opened()
    return _take_over(by, row, [unpacked(one) for one in body["facts"]], sha=body["sha"])


@transaction.atomic
def bring(*, by: Viewer, kept: Iterable[Kept], sha: str = "") -> dict[str, Brought]:
    """Take over facts that somebody has looked at elsewhere (`bedside import fhir`), as `keep_file` does.

    What was brought before is not brought again, also where its owner has put it right or deleted it since.
    """
    _begin(by)
    return _take_over(by, BroughtFile(owner_id=by.account_id), kept, sha=sha)


@transaction.atomic
def drop_file(*, by: Viewer, file_id: int) -> None:
    """Forget what was read and not taken over. Raises NotHere for everything else."""
    _begin(by)
    gone, _each = files_of(by).filter(id=file_id, kept_at=None).delete()
    if not gone:
        raise NotHere


@transaction.atomic
def take_back_file(*, by: Viewer, file_id: int) -> tuple[int, int]:
    """Delete what came of a file; return how many things went, and how many stay since something was done with them.

    What its owner has put right, shared or answered about since is hers: it stays. Nothing of the file is remembered
    then, so that it can be brought again. Raises NotHere for what is not one's own, or was never taken over.
    """
    _begin(by)
    row = files_of(by).filter(id=file_id).exclude(kept_at=None).select_for_update().first()
    if row is None:
        raise NotHere
    went = stay = 0
    for kind, number in sorted(row.opened()["things"], key=lambda thing: thing[0] not in OF_ANSWERS):
        if kind in OF_ANSWERS:
            gone = take_back_answers(by, kind, number)
            went, stay = went + (gone is True), stay + (gone is False)
            continue
        versions = list(_table(kind)._default_manager.filter(owner_id=by.account_id, series_id=number))
        if not versions:
            continue
        if _is_touched(kind, versions):
            stay += 1
        else:
            _delete(by, kind, number)
            went += 1
    row.delete()
    record("records.take_back_file", by=by.persona_id, about=("file", None), subject=by.persona_id)
    return went, stay


@forgets("read_files")
@transaction.atomic
def forget_read_files(days: int = 1) -> None:
    """Delete what was read and not taken over."""
    BroughtFile.objects.filter(kept_at=None, read_at__lt=now() - timedelta(days=days)).delete()


def _begin(by: Viewer) -> None:
    if by.proxy_id:
        raise NotHere
    if not by.confirmed:
        raise NotAllowed("Your mail address is not confirmed yet.", do="Confirm it first.", code="confirm_mail")
    hold_source(f"files of {by.account_id}")


def _read(found: Preview, raw: bytes) -> dict[str, Any]:
    return {
        "sha": sha256(raw).hexdigest(),
        "called": found.called,
        "born": found.person.birth_year if found.person else None,
        "gender": found.person.gender if found.person else "",
        "facts": [packed(one) for one in found.kept],
        "left_out": found.left_out,
        "skipped": found.skipped,
        "bad": [[one.path, one.reason] for one in found.bad[:MOST_BAD]],
        "repeated": found.repeated,
    }


def _take_over(by: Viewer, row: BroughtFile, kept: Iterable[Kept], *, sha: str) -> dict[str, Brought]:
    found: dict[str, Brought] = {}
    things: list[tuple[str, int]] = []
    marks: list[str] = []
    for one in sorted(weighed(by, kept, today=now().date()), key=comes_last):
        told = found.setdefault(one.fact, Brought())
        if one.state == "new":
            _add(by, one, told, things, marks)
        else:
            setattr(told, one.state, getattr(told, one.state) + 1)
    if things:
        refused = sorted({why for told in found.values() for why in told.refused})
        row.kept_at = now()
        row.seal({"sha": sha, "things": things, "marks": marks, "refused": refused}, key_no=key_no_of(by.persona_id))
        row.save()
        record("records.bring_file", by=by.persona_id, about=("file", None), subject=by.persona_id)
    elif not row._state.adding:
        row.delete()
    return found


def _add(by: Viewer, one: Weighed, told: Brought, things: list[tuple[str, int]], marks: list[str]) -> None:
    try:
        things.append(_added(by, one.thing))
    except (Unclear, BadText, BadAnswer, NotLicensed) as refused:
        told.refused.append(str(refused))
    else:
        told.added += 1
        marks.append(one.mark)


def _added(by: Viewer, thing: Any) -> tuple[str, int]:
    if isinstance(thing, Illness):
        return "conditions", add_condition(by=by, illness=thing, another=True)
    if isinstance(thing, Course):
        return "courses", add_treatment(by=by, course=thing, another=True)
    if isinstance(thing, Answered | Judged):
        return add_answers(by, thing)
    return kind_of(thing).key, add_entry(by=by, thing=thing, sure=True)


def _table(kind: str) -> type[Version]:
    tables: dict[str, type[Version]] = {"conditions": Condition, "courses": TreatmentCourse, **TABLES}
    return tables[kind]


def _is_touched(kind: str, versions: list[Version]) -> bool:
    """Say whether its owner has done something with a thing since it came."""
    number = versions[0].series_id
    asked = kind == "courses" and AskedWave.objects.filter(course_id=number).exists()
    hung = Attachment.objects.filter(owner_id=versions[0].owner_id, kind=kind, item_id=number).exists()
    return len(versions) > 1 or bool(versions[0].share) or asked or hung


def _delete(by: Viewer, kind: str, number: int) -> None:
    if kind == "conditions":
        delete_condition(by=by, condition_id=number)
    elif kind == "courses":
        delete_treatment(by=by, course_id=number)
    else:
        delete_entry(by=by, kind=kind, entry_id=number)

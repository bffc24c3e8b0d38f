"""Pictures that come with a message: each painted anew, and sealed with the patient's key."""

from collections.abc import Sequence

from bedside.areas.messaging.models import Message, Picture
from bedside.areas.people.actions import limits
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere, Refused
from bedside.kit.images import CleanImage, cleaned, is_pdf
from bedside.kit.vault import vault
from bedside.policy.limits import UPLOADS
from bedside.policy.practice import pictures as rules

FIELD = "pictures"


def painted(by: Viewer, files: Sequence[bytes]) -> list[CleanImage]:
    """Return the pictures in `files`, written anew; called before the transaction, which would wait for the decoding.

    Raises Refused for too many, for a PDF, and for what is no picture; TooManyTries; NotHere for who may not write.
    """
    if not files:
        return []
    if not by.confirmed:
        raise NotHere
    if len(files) > rules.MOST:
        what, do = rules.TOO_MANY
        raise Refused(what, do=do, code="too_many_images", field=FIELD)
    for _file in files:
        limits.require(UPLOADS, value=str(by.persona_id))  # before the decoding, which is what costs
    return [_one(data) for data in files]


def _one(data: bytes) -> CleanImage:
    if is_pdf(data):
        what, do = rules.NO_PDF
        raise Refused(what, do=do, code="no_pdf", field=FIELD)
    try:
        return cleaned(data)
    except Refused as refused:
        raise Refused(refused.what, do=refused.do, code=refused.code, field=FIELD) from refused


def hung_on(message: Message, pictures: Sequence[CleanImage]) -> list[Picture]:
    """Return rows for the pictures of a message that is about to be saved, which is told of them."""
    key_no = key_no_of(message.patient_id) if pictures else None
    rows = [_row(message, one, key_no) for one in pictures]
    message.images = [str(row.id) for row in rows]
    return rows


def _row(message: Message, picture: CleanImage, key_no: int | None) -> Picture:
    row = Picture(message=message, practice_id=message.practice_id, patient_id=message.patient_id)
    row.internal, row.media_type = message.kind == "internal", picture.media_type
    row.width, row.height = picture.width, picture.height
    row.data_sealed = vault().seal_bytes(picture.data, row.place(), key_no=key_no)
    return row

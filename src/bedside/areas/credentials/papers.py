"""The files of documents that were sent for a claim: DATA/documents, encrypted, and in no backup.

They live for days and are nobody's but their owner's: what was lost with a disk is sent again.
"""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from bedside.areas.credentials.models import Document
from bedside.areas.people.queries import key_no_of
from bedside.kit import sealed_file


def path_of(document: Document) -> Path:
    """Return where the file of a document lies."""
    return Path(settings.CONFIG.data) / "documents" / document.key[:2] / document.key[2:]


def keep(document: Document, data: bytes) -> None:
    """Write the file of a document, sealed with its owner's key; raise NoRoom, and nothing is kept."""
    sealed_file.write(path_of(document), data, place=document.place_of_file(), key_no=key_no_of(document.persona_id))


def is_lost(document: Document) -> bool:
    """Say whether a document that was not destroyed is gone all the same, as after a restore: backups hold none."""
    return document.destroyed_at is None and not path_of(document).is_file()


def read(document: Document) -> bytes:
    """Return the picture; raise FileNotFoundError where it is gone, CannotOpen where its key is."""
    return sealed_file.read(path_of(document), place=document.place_of_file())


def destroy(documents: Iterable[Document]) -> None:
    """Destroy files; those that are gone already are no error."""
    for document in documents:
        sealed_file.destroy(path_of(document))

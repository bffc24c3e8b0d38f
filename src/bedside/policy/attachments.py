"""What may hang on a thing of the record: photos, which are painted anew, and PDF files, which nobody here opens.

Source: spec security.md section 9. What a file is, is read from its bytes. Its name is not kept: it may hold a path,
marks that turn the direction of letters, or an illness. Its owner says in her own words what it is.
"""

from typing import Final, NamedTuple

PDF: Final = "application/pdf"
TYPES: Final = ("image/jpeg", "image/png", PDF)
MOST_BYTES: Final = 20 * 1024 * 1024
"""Of one PDF file; a photo has the limit of all pictures."""
MOST_ON_ONE: Final = 10
MOST_OF_ONE: Final = 100
MOST_BYTES_OF_ONE: Final = 100 * 1024 * 1024
"""Files on one thing, files of one member, and the bytes of these together."""
LONGEST_WORDS: Final = 200
BEGINS: Final = b"%PDF-"
ENDS: Final = b"%%EOF"
LOOKED_AT_THE_END: Final = 4096
ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png", PDF: "pdf"}


class Fault(NamedTuple):
    """What is wrong with a file, and what to do about it."""

    what: str
    do: str
    code: str


class Kept(NamedTuple):
    """What a member has by now: files on the thing that is meant, files in all, and their bytes."""

    on_it: int
    files: int
    size: int


EMPTY: Final = Fault("That file is empty.", "Choose another one.", "empty_file")
TOO_BIG: Final = Fault("That file is larger than 20 MB.", "Choose a smaller one, or send it in parts.", "file_too_big")
CUT_OFF: Final = Fault("That PDF file breaks off before its end.", "Save or scan it once more.", "file_cut_off")
FULL_THING: Final = Fault(
    f"There are {MOST_ON_ONE} files here. That is the most.", "Delete one that you need no more.", "too_many_files"
)
FULL_RECORD: Final = Fault(
    f"Your record holds {MOST_OF_ONE} files. That is the most.", "Delete one that you need no more.", "too_many_files"
)
TOO_MUCH: Final = Fault(
    "Your files may have 100 MB together. This one does not fit.", "Delete one that you need no more.", "files_too_big"
)


def is_pdf(data: bytes) -> bool:
    """Say whether a file is taken as a PDF: from its first byte on, so that it can't be something else as well."""
    return data.startswith(BEGINS)


def pdf_fault(data: bytes) -> Fault | None:
    """Return what is wrong with a PDF file. One that is locked, or holds a script, is kept: nothing here opens it."""
    if len(data) > MOST_BYTES:
        return TOO_BIG
    return None if ENDS in data[-LOOKED_AT_THE_END:] else CUT_OFF


def no_room(kept: Kept, size: int) -> Fault | None:
    """Return which limit a file of `size` bytes would break; None where there is room for it."""
    if kept.on_it >= MOST_ON_ONE:
        return FULL_THING
    if kept.files >= MOST_OF_ONE:
        return FULL_RECORD
    return TOO_MUCH if kept.size + size > MOST_BYTES_OF_ONE else None


def name_of(file_id: int, media_type: str) -> str:
    """Return the name under which a file is handed out: a number, since the list of downloads is seen by others."""
    return f"file-{file_id}.{ENDINGS[media_type]}"

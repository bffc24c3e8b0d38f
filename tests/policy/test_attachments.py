"""What may hang on a thing of the record."""

import pytest

from bedside.policy import attachments as rules
from bedside.policy.attachments import MOST_BYTES, MOST_BYTES_OF_ONE, Kept

WHOLE = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF\n"


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (WHOLE, True),
        (b" " + WHOLE, False),  # what begins with something else can be something else
        (b"<html>" + WHOLE, False),
        (b"\xff\xd8\xff%PDF-", False),
        (b"%PDF", False),
        (b"", False),
    ],
)
def test_a_pdf_is_one_from_its_first_byte_on(data: bytes, answer: bool) -> None:
    assert rules.is_pdf(data) is answer


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (WHOLE, None),
        (WHOLE.replace(b"<< >>", b"<< /JavaScript (app.alert) /Encrypt 5 0 R >>"), None),
        (WHOLE + b"\0" * 2000, None),  # many programs write something behind the end
        (WHOLE[:-7], rules.CUT_OFF),
        (b"%PDF-1.7 %%EOF" + b"x" * 5000, rules.CUT_OFF),
        (WHOLE[:9] + b"x" * (MOST_BYTES - 9 - 6) + WHOLE[-6:], None),
        (WHOLE[:9] + b"x" * (MOST_BYTES - 9 - 5) + WHOLE[-6:], rules.TOO_BIG),
    ],
    ids=["whole", "scripted and locked", "more behind it", "cut off", "long after its end", "just fits", "too big"],
)
def test_which_pdf_files_are_taken(data: bytes, fault: rules.Fault | None) -> None:
    assert rules.pdf_fault(data) == fault


@pytest.mark.parametrize(
    ("kept", "size", "fault"),
    [
        (Kept(0, 0, 0), MOST_BYTES, None),
        (Kept(9, 99, MOST_BYTES_OF_ONE - 5), 5, None),
        (Kept(10, 10, 0), 1, rules.FULL_THING),
        (Kept(0, 100, 0), 1, rules.FULL_RECORD),
        (Kept(0, 5, MOST_BYTES_OF_ONE - 5), 6, rules.TOO_MUCH),
    ],
)
def test_how_much_there_is_room_for(kept: Kept, size: int, fault: rules.Fault | None) -> None:
    assert rules.no_room(kept, size) == fault


@pytest.mark.parametrize("media_type", rules.TYPES)
def test_the_name_of_a_file_tells_nothing(media_type: str) -> None:
    assert rules.name_of(7, media_type) in {"file-7.jpg", "file-7.png", "file-7.pdf"}

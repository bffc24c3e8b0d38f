"""Mails that were written to a directory instead of being sent, read back."""

import email
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

RULE = "-" * 79  # what Django's file backend writes behind each mail


@dataclass(frozen=True)
class WrittenMail:
    """One mail: whom it was for, what it says."""

    to: str
    subject: str
    date: str
    text: str


def written_mails(directory: Path, *, at_most: int) -> list[WrittenMail]:
    """Return the newest `at_most` mails in `directory`, newest first; none when there is no such directory."""
    if not directory.is_dir():
        return []
    files = sorted(directory.glob("*.log"), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    found: list[WrittenMail] = []
    for path in files:
        found += reversed(_mails_in(path))
        if len(found) >= at_most:
            break
    return found[:at_most]


def _mails_in(path: Path) -> list[WrittenMail]:
    parts = path.read_text(encoding="utf-8", errors="replace").split(f"{RULE}\n")
    return [_read(part) for part in parts if part.strip()]


def _read(source: str) -> WrittenMail:
    message = email.message_from_string(source, policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(preferencelist=("plain",))
    text = body.get_content() if body is not None else ""
    return WrittenMail(
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        date=str(message["Date"] or ""),
        text=text.strip(),
    )

"""Reading a backup through: everything in it is checked against its head, its manifest and both signatures.

It is read twice. The first time nothing is done but to check, so a bad file touches nothing. The second time it is
loaded, and everything is checked again before that counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from bedside.kit.backup import BadBackup
from bedside.kit.backup.parts import LONGEST_DOCUMENT, Measuring, Part, read_parts, read_signed
from bedside.kit.backup.sealing import Opener
from bedside.site.backup.form import CHECKPOINTS, ERASED, FORM, PICTURE, SETTINGS, Head, Manifest, signing_key

ORDER: Final = ("head", "table", "media", "file", "manifest")


class Taker:
    """What is done with a backup as it is read: here nothing. Each gets the blocks of a part and may use them up."""

    def head(self, head: Head) -> None:
        """Called first."""

    def table(self, name: str, columns: list[str], blocks: Iterator[bytes]) -> None:
        """Called for each table."""

    def picture(self, key: str, blocks: Iterator[bytes]) -> None:
        """Called for each picture."""

    def file(self, name: str, blocks: Iterator[bytes]) -> None:
        """Called for each of the few other files."""


@dataclass(frozen=True)
class Contents:
    """What a backup said of itself, and was found to hold."""

    head: Head
    manifest: Manifest


def read(file: Path, key: X25519PrivateKey, taker: Taker) -> Contents:
    """Read all of a backup, handing its parts to `taker`, and return what it says; raise `BadBackup`."""
    with file.open("rb") as source:
        return _Reading(taker).all(read_parts(Opener(source, key)))


class _Reading:
    def __init__(self, taker: Taker) -> None:
        self._taker = taker
        self._head: Head
        self._found = Manifest(head="", tables={}, media={}, files={}, audit={})
        self._pictures, self._last_picture = sha256(), ""
        self._media = {"files": 0, "bytes": 0}
        self._manifest: Manifest | None = None

    def all(self, parts: Iterator[Part]) -> Contents:
        first = next(parts, None)
        if first is None or first.kind != "head":
            raise BadBackup
        self._take_head(first)
        at = 1
        for part in parts:
            if ORDER.index(part.kind) < at or self._manifest is not None:
                raise BadBackup("The parts of this backup are not in their order.")
            at = ORDER.index(part.kind)
            getattr(self, f"_take_{part.kind}")(part)
        if self._manifest is None:
            raise BadBackup
        self._compare(self._manifest)
        return Contents(self._head, self._manifest)

    def _take_head(self, part: Part) -> None:
        content = part.whole(limit=LONGEST_DOCUMENT)
        document = read_signed(content, signing_key().public_key())
        if document.get("form") != FORM:
            raise newer("This backup has a form that this version of Bedside does not know.")
        self._head = Head.of(document)
        self._found = Manifest(head=sha256(content).hexdigest(), tables={}, media={}, files={}, audit={})
        self._taker.head(self._head)

    def _take_table(self, part: Part) -> None:
        if part.name not in self._head.tables or part.name in self._found.tables:
            raise unknown(part)
        measuring = Measuring()
        blocks = measuring.through(part.blocks)
        self._taker.table(part.name, self._head.tables[part.name], blocks)
        self._found.tables[part.name] = _drained(measuring, blocks)

    def _take_media(self, part: Part) -> None:
        if not PICTURE.fullmatch(part.name) or part.name <= self._last_picture:
            raise unknown(part)
        measuring = Measuring()
        blocks = measuring.through(part.blocks)
        self._taker.picture(part.name, blocks)
        measure = _drained(measuring, blocks)
        self._last_picture = part.name
        self._media["files"] += 1
        self._media["bytes"] += measure["bytes"]
        self._pictures.update(f"{part.name} {measure['sha256']}\n".encode())

    def _take_file(self, part: Part) -> None:
        known = part.name in (SETTINGS, ERASED) or CHECKPOINTS.fullmatch(part.name)
        if not known or part.name in self._found.files:
            raise unknown(part)
        measuring = Measuring()
        blocks = measuring.through(part.blocks)
        self._taker.file(part.name, blocks)
        self._found.files[part.name] = _drained(measuring, blocks)

    def _take_manifest(self, part: Part) -> None:
        content = part.whole(limit=LONGEST_DOCUMENT)
        self._manifest = Manifest.of(read_signed(content, signing_key().public_key()))

    def _compare(self, manifest: Manifest) -> None:
        media = self._media | {"sha256": self._pictures.hexdigest(), "missing": manifest.media.get("missing")}
        found = (self._found.head, self._found.tables, self._found.files, media)
        if found != (manifest.head, manifest.tables, manifest.files, manifest.media):
            raise BadBackup("This backup does not hold what its manifest says.")
        if set(manifest.tables) != set(self._head.tables):
            raise BadBackup("This backup lacks tables that it names.")


def _drained(measuring: Measuring, blocks: Iterator[bytes]) -> dict[str, Any]:
    for _rest in blocks:
        continue
    return vars(measuring.done())


def newer(what: str) -> BadBackup:
    """Return the refusal of what a newer version wrote."""
    return BadBackup(what, do="Nothing was restored. Install the version that made it, or a newer one.", code="newer")


def unknown(part: Part) -> BadBackup:
    """Return the refusal of a part that a backup of a site does not have."""
    what = f"This backup holds {part.kind} “{part.name}”, which a site does not have, or not twice."
    return BadBackup(what, do="Nothing was restored.", code="unknown_part")

"""What stands in a backup of a site: the head, first in the file, and the manifest, last. Both are signed."""

import re
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Self
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bedside.kit.backup import BadBackup
from bedside.kit.vault import vault
from bedside.site.config import Config

FORM: Final = 1
LEFT_OUT: Final = {
    "django_migrations": "made by the migrations themselves",
    "people_cache": "codes that were used in the last two minutes",
    "people_session": "a restore ends all sessions",
}
SETTINGS, ERASED = "settings.json", "erased.log"
CHECKPOINTS: Final = re.compile(r"checkpoints-[0-9]{4}-[0-9]{2}\.txt")
PICTURE: Final = re.compile(r"[0-9a-f]{32}")
BIGGEST_PICTURE: Final = 32 * 1024 * 1024  # a picture of 2048 by 2048 dots, not packed at all, and some room
BIGGEST_FILE: Final = 512 * 1024 * 1024
SECRET_SETTINGS: Final = frozenset({"mail_password", "database_url", "database_owner_url"})


class _Document:
    @classmethod
    def of(cls, document: dict[str, Any]) -> Self:
        """Return a signed document as an object; raise `BadBackup` for one that lacks or has something else."""
        if set(document) != {field.name for field in fields(cls)}:  # type: ignore[arg-type]  # every subclass is one
            raise BadBackup
        return cls(**document)


@dataclass(frozen=True)
class Head(_Document):
    """What has to be known before anything is loaded."""

    form: int
    made_at: str
    version: str  # of Bedside
    site: str  # the name in its public address
    migrations: list[list[str]]  # area and name of each that had run
    tables: dict[str, list[str]]  # the columns of each
    sequences: dict[str, list[Any]]


@dataclass(frozen=True)
class Manifest(_Document):
    """What was in the file: for each table and file {bytes, lines, sha256}, for all pictures together too."""

    head: str  # SHA-256 of the head
    tables: dict[str, dict[str, Any]]
    media: dict[str, Any]
    files: dict[str, dict[str, Any]]
    audit: dict[str, Any]  # how long the audit log was, and the hash at its end

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(int(table["lines"]) for table in self.tables.values())


def as_document(what: Head | Manifest) -> dict[str, Any]:
    """Return a head or a manifest as it is signed."""
    return asdict(what)


def signing_key() -> Ed25519PrivateKey:
    """Return the key that signs this site's backups, worked out of its secrets."""
    return vault().signer("backups")


def site_name(config: Config) -> str:
    """Return the name by which a site is known: the host of its public address."""
    return urlsplit(config.address).hostname or ""


def plain_settings(config: Config) -> dict[str, str]:
    """Return the settings that are no secrets, by name."""
    return {one.name: str(getattr(config, one.name)) for one in fields(config) if one.name not in SECRET_SETTINGS}

"""The site's settings: one typed class, read from the environment; and its secrets, one file.

An unknown `BEDSIDE_…` name refuses to start, with the name that was perhaps meant.
"""

import difflib
import os
import secrets
import tomllib
from base64 import b64decode, b64encode
from dataclasses import dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from bedside.kit.vault import KEY_BYTES, Keyring
from bedside.policy import escalation
from bedside.policy.retention import configured

PREFIX = "BEDSIDE_"
Network = IPv4Network | IPv6Network
# Read by other parts, not by this class: which PostgreSQL to run, and where development data lies.
OTHER_NAMES = frozenset({"BEDSIDE_PG_BIN", "BEDSIDE_PG_CACHE", "BEDSIDE_SHARED", "BEDSIDE_SERVES"})


class BadSettings(Exception):
    """The settings cannot be used; the message says which one and what to do."""


@dataclass(frozen=True)
class Config:
    """Everything an operator can set."""

    data: Path = Path("data")  # where the site keeps everything it owns
    port: int = 8020  # loopback port of the web server; a proxy with TLS stands in front of a real site
    url: str = ""  # the public address, such as https://community.example; empty: http://localhost:PORT
    database_url: str = ""  # an external PostgreSQL for the application role; empty: the embedded one
    database_owner_url: str = ""  # the same database for the role that owns the tables
    demo: bool = False  # invented people, and mails are shown on a page instead of being sent
    debug: bool = False  # Django's debug mode, for developers only
    min_age: int = 16  # nobody younger gets an account; never under 13 (16 CFR 312)
    hide_unclaimed_in_europe: bool = True  # listed handles of clinicians there are shown only once they are claimed
    web_workers: int = 2  # web processes
    mail_host: str = ""  # SMTP server; empty: mails are written to DATA/mail
    mail_port: int = 587
    mail_user: str = ""
    mail_password: str = field(default="", repr=False)
    mail_from: str = "Bedside <bedside@localhost>"
    retention: str = ""  # days to keep kinds of rows, such as "drafts=90, notices=30"; docs/operators has the kinds
    escalation: str = ""  # clocks made shorter, such as "E2 C3 30 min, E3 C4 12 h"; none can be made longer
    trusted_proxies: str = ""  # addresses or networks of our own proxies, comma between; they are believed

    @property
    def address(self) -> str:
        """The public address, without a slash at the end."""
        return (self.url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def proxies(self) -> tuple[Network, ...]:
        """The networks of `trusted_proxies`; raise ValueError for what is none."""
        return tuple(ip_network(part.strip()) for part in self.trusted_proxies.split(",") if part.strip())

    @property
    def secure(self) -> bool:
        """Whether the public address is https."""
        return self.address.startswith("https://")


def load(environ: dict[str, str] | None = None) -> Config:
    """Read the settings from `environ` (the process's own by default); raise BadSettings."""
    environ = dict(os.environ) if environ is None else environ
    known = {PREFIX + item.name.upper(): item for item in fields(Config)}
    values: dict[str, object] = {}
    for given, text in environ.items():
        name = PREFIX + given if given in ("DATABASE_URL", "DATABASE_OWNER_URL") else given
        if not name.startswith(PREFIX) or name in OTHER_NAMES:
            continue
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            raise BadSettings(f"unknown setting {name}" + (f"; did you mean {near[0]}?" if near else ""))
        values[known[name].name] = _parse(name, known[name].default, text)
    try:
        configured(str(values.get("retention", "")))
    except ValueError as error:
        raise BadSettings(f"{PREFIX}RETENTION: {error}") from error
    try:
        escalation.tightened(escalation.shipped(), str(values.get("escalation", "")))
    except (ValueError, escalation.BrokenTable) as error:
        raise BadSettings(f"{PREFIX}ESCALATION: {error}") from error
    config = Config(**values)  # type: ignore[arg-type]  # each value was parsed to its field's own type above
    try:
        _ = config.proxies
    except ValueError as error:
        raise BadSettings(f"{PREFIX}TRUSTED_PROXIES must be addresses or networks: {error}") from error
    return config


def _parse(name: str, default: object, text: str) -> object:
    if isinstance(default, bool):
        if text.lower() not in ("1", "0", "true", "false", "yes", "no", ""):
            raise BadSettings(f"{name} must be yes or no, not {text!r}")
        return text.lower() in ("1", "true", "yes")
    if isinstance(default, int):
        if not text.isdigit():
            raise BadSettings(f"{name} must be a whole number, not {text!r}")
        return int(text)
    return Path(text).resolve() if isinstance(default, Path) else text


@dataclass(frozen=True)
class Secrets:
    """What must never be shown or lost; kept in DATA/secrets.toml, readable by its owner only."""

    session_key: str
    keyring: Keyring


def load_secrets(data: Path) -> Secrets:
    """Read DATA/secrets.toml, making it with fresh keys when it is missing; raise BadSettings when it is broken."""
    path = data / "secrets.toml"
    if not path.exists():
        if (data / "keys.sqlite").exists():
            # A new file of keys would open nothing of what is there, and seal new words under keys of its own.
            raise BadSettings(f"{path} is not there, but the keys of persons are; put back the copy you keep elsewhere")
        _write_new(path)
    try:
        raw = tomllib.loads(path.read_text())
        master = {int(number): b64decode(key) for number, key in raw["master_keys"].items()}
        keyring = Keyring(master=master, index=b64decode(raw["index_key"]))
        return Secrets(session_key=raw["session_key"], keyring=keyring)
    except (KeyError, ValueError, AttributeError) as error:
        raise BadSettings(
            f"{path} is broken; put back the copy you keep elsewhere, or values stay unreadable"
        ) from error


def add_master_key(data: Path) -> Secrets:
    """Add a fresh master key to DATA/secrets.toml, over the old file in one step, and return all secrets.

    The older ones stay: they open what they sealed.
    """
    path = data / "secrets.toml"
    before = load_secrets(data)
    master = before.keyring.master | {max(before.keyring.master) + 1: secrets.token_bytes(KEY_BYTES)}
    after = Secrets(before.session_key, Keyring(master=master, index=before.keyring.index))
    _draft(path, after).replace(path)
    return after


def _write_new(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written beside and linked into place, so that two processes that start at once agree on one file.
    draft = _draft(path, Secrets(secrets.token_urlsafe(48), Keyring.fresh()))
    try:
        os.link(draft, path)
    except FileExistsError:
        return  # another process was first; its keys are the site's keys
    finally:
        draft.unlink()


def _draft(path: Path, what: Secrets) -> Path:
    """Write `what` to a new file beside `path`, so that it is on the disk, and return where."""
    ring = what.keyring
    text = (
        "# The site's secrets. Keep a copy elsewhere: without it sealed values cannot be opened by anybody.\n"
        f'session_key = "{what.session_key}"\n'
        f'index_key = "{b64encode(ring.index).decode()}"\n'
        "[master_keys]\n" + "".join(f'{no} = "{b64encode(key).decode()}"\n' for no, key in ring.master.items())
    )
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft

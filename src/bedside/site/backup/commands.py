"""The commands around backups."""

import argparse
import os
import sys
from pathlib import Path

from bedside.kit import dark
from bedside.kit.backup.sealing import new_key, private_text, public_text, read_private, read_public
from bedside.kit.errors import Refused
from bedside.site import config as site_config
from bedside.site import database
from bedside.site.backup import making, restoring
from bedside.site.config import Config

PUBLIC = "backup-key.pub"


class NoKey(Refused):
    """There is no key for that."""

    code = "no_backup_key"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `backup`, `restore` and `open`."""
    data = "the site's data directory"
    one = commands.add_parser("backup", help="write an encrypted backup of the whole site, whether it runs or not")
    one.add_argument("file", type=Path, nargs="?", help="where to; a file of this name is replaced when all is written")
    one.add_argument("--new-key", type=Path, metavar="KEYFILE", help="make the key pair; the private half goes there")
    one.add_argument("--data", type=Path, help=data)
    one.set_defaults(run=backup, alone=True)
    two = commands.add_parser("restore", help="restore a backup into an empty site, which stays dark until opened")
    two.add_argument("file", type=Path)
    two.add_argument("--key", type=Path, required=True, metavar="KEYFILE", help="the private half of the key pair")
    two.add_argument("--move", action="store_true", help="the site moves here from another address")
    two.add_argument("--data", type=Path, help=data)
    two.set_defaults(run=restore, alone=True)
    three = commands.add_parser("open", help="let people into a site that was restored")
    three.add_argument("--data", type=Path, help=data)
    three.set_defaults(run=open_site)


def backup(args: argparse.Namespace) -> int:
    """Make the key pair, or a backup, or both."""
    config = site_config.load()
    if args.new_key is not None:
        _make_key(config, args.new_key)
    if args.file is None:
        if args.new_key is None:
            raise Refused("Say where to write the backup.", do="bedside backup FILE", code="no_file")
        return 0
    public = config.data / PUBLIC
    if not public.is_file():
        do = "Make one with: bedside backup --new-key KEYFILE"
        raise NoKey("This site has no key for backups yet.", do=do)
    key = read_public(public.read_text(encoding="ascii"))
    with database.running(config) as found:
        database.set_up_django(config, found)
        manifest = making.make(config=config, owner_url=found.owner, file=args.file, key=key)
    size = args.file.stat().st_size / 1e6
    print(f"{args.file}: {manifest.rows:,} rows, {manifest.media['files']:,} pictures, {size:,.2f} MB")
    if manifest.media["missing"]:
        print(f"{manifest.media['missing']:,} pictures were not there; see docs/operators, “Backups”", file=sys.stderr)
    return 0


def _make_key(config: Config, file: Path) -> None:
    """Write the private half to `file` and the public one into the data directory, in this order."""
    if file.resolve().is_relative_to(config.data.resolve()):
        do = "Name a file elsewhere, and take it off this machine afterwards."
        raise NoKey("The private half must not lie with the site.", do=do, code="bad_target")
    pair = new_key()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise NoKey(f"{file} is there already.", do="Name a new file.", code="bad_target") from error
    with os.fdopen(handle, "w") as out:
        out.write(private_text(pair) + "\n")
        out.flush()
        os.fsync(out.fileno())
    database.prepare_data(config)
    (config.data / PUBLIC).write_text(public_text(pair.public_key()) + "\n", encoding="ascii")
    print(f"{file}: the private half. Take it off this machine and keep two copies: without it no backup opens.")
    print("Backups made so far still need the key they were made for.")


def restore(args: argparse.Namespace) -> int:
    """Restore a backup; nothing is changed before all of it was checked."""
    config = site_config.load()
    try:
        key = read_private(args.key.read_text(encoding="ascii", errors="replace"))
        args.file.open("rb").close()
    except OSError as error:
        raise Refused(f"{error.filename} can't be read: {error.strerror}.", do="Nothing was changed.") from error
    restoring.check_place(config)
    database.prepare_data(config)
    owner = database.addresses(config, database.cluster_of(config)).owner
    database.set_up_django(config, database.Addresses(app=owner, owner=owner))
    first = restoring.check(config=config, file=args.file, key=key, move=args.move)
    with restoring.alone(config) as found:
        done = restoring.restore(config=config, file=args.file, key=key, first=first, owner_url=found.owner)
    manifest = done.contents.manifest
    print(f"restored as of {done.contents.head.made_at}: {manifest.rows:,} rows, {manifest.media['files']:,} pictures")
    print(f"erased again: {done.erased:,} · jobs of before that were parked: {done.parked:,}")
    print("Everybody has to log in anew. Start the site and look at it; nobody is let in before: bedside open")
    return 0


def open_site(args: argparse.Namespace) -> int:
    """Let people in."""
    from bedside.areas.people import actions as people

    config = site_config.load()
    word = dark.state(config.data)
    if word == dark.RESTORING:
        do = "Empty the data directory but for secrets.toml, keys.sqlite and erased.log, and restore again."
        raise Refused("The last restore did not end.", do=do, code="restore_unfinished")
    if not word:
        print("the site is open")
        return 0
    people.note_opened()
    dark.lighten(config.data)
    print("the site is open now")
    return 0

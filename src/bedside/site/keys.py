"""The site's keys: made or checked before anything is written, and the commands `bedside keys …`."""

import argparse
from pathlib import Path

from bedside.kit.errors import Refused
from bedside.kit.keystore import KeyTrouble
from bedside.kit.vault import CannotOpen, vault
from bedside.site import config as site_config


class KeysUnfit(Refused):
    """The site must not write: what it holds could not be read, and might be written over."""

    code = "keys_unfit"


def make_ready() -> None:
    """Make the key store of a new site; on any other, check it and give keys to accounts that have none.

    Raises `KeysUnfit`, which names the key that is missing or wrong. Nothing was written then.
    """
    from bedside.areas.credentials.actions import make_ready as make_badge_key  # these need Django to be set up
    from bedside.areas.people import actions, queries

    used = queries.key_numbers()
    try:
        if not used:
            vault().store.create()
        vault().store.check(used)
        given = actions.give_keys()
        make_badge_key()
    except (KeyTrouble, CannotOpen) as error:
        do = "Nothing was changed. See docs/operators, “Keys”."
        raise KeysUnfit(f"The site's keys do not fit its data: {error}.", do=do) from error
    if given:
        print(f"bedside  | {given} accounts have keys of their own now", flush=True)


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `keys status`, `keys rotate`, `keys copy` and `keys badge`."""
    keys = commands.add_parser("keys", help="look after the keys that seal members' words")
    what = keys.add_subparsers(required=True, metavar="WHAT")
    for name, run, text in (
        ("status", status, "say which master keys there are and how many persons' keys each wraps"),
        ("rotate", rotate, "make a new master key and wrap all persons' keys with it"),
        ("copy", copy, "write a copy of the key store, for the second place"),
        ("badge", badge, "make a new key that signs clinicians' badges"),
    ):
        one = what.add_parser(name, help=text)
        one.add_argument("--data", type=Path, help="the site's data directory")
        one.set_defaults(run=run)
        if name == "rotate":
            one.add_argument("--person", metavar="HANDLE", help="give one member a new key instead")
        if name == "badge":
            one.add_argument(
                "--stolen", type=int, metavar="N", help="never trust key N again: what it signed is refused"
            )
        if name == "copy":
            one.add_argument("file", type=Path)


def status(args: argparse.Namespace) -> int:
    """Print the master keys. That they are right was checked before this ran."""
    wrapped = vault().store.masters_in_use()
    newest, _ = vault().newest()
    ring = site_config.load_secrets(site_config.load().data).keyring
    for number in sorted(ring.master):
        print(f"master key {number}{' (newest)' if number == newest else ''}: wraps {wrapped.get(number, 0)} keys")
    return 0


def rotate(args: argparse.Namespace) -> int:
    """Make a new master key, in the secrets file first, then wrap all with it; or give one member a new key."""
    if args.person:
        return _rotate_person(args.person)
    secrets = site_config.add_master_key(site_config.load().data)
    vault().use(secrets.keyring)
    count = vault().store.rewrap()
    from bedside.areas.credentials.actions import seal_anew

    seal_anew()
    number, _ = vault().newest()
    print(f"master key {number} now wraps {count} keys. Copy secrets.toml and the key store to their second place now.")
    return 0


def _rotate_person(handle: str) -> int:
    from bedside.areas.people import actions, queries
    from bedside.areas.people.viewer import ANONYMOUS

    persona = queries.persona_by_handle(ANONYMOUS, handle)
    number = actions.change_key(account_id=persona.account_id)
    print(f"@{persona.handle}'s words are sealed with key {number} now")
    return 0


def badge(args: argparse.Namespace) -> int:
    """Change the key that signs badges: what older ones signed stays valid, or not where one was stolen."""
    from bedside.areas.credentials.actions import change_key, distrust

    if args.stolen is None:
        print(f"badge key {change_key()} signs now; what older keys signed stays valid")
        return 0
    number = distrust(args.stolen)
    print(f"badge key {args.stolen} is trusted no more, nor what it signed; key {number} signs now")
    return 0


def copy(args: argparse.Namespace) -> int:
    """Write a copy of the key store. Keep the newest two and no more: a copy keeps what was erased since readable."""
    vault().store.copy_to(args.file)
    print(f"the key store was copied to {args.file}")
    return 0

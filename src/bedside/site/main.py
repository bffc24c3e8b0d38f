"""The command `bedside`: every subcommand, and what surrounds it."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bedside.kit.errors import Refused
from bedside.kit.processes import StartFailed
from bedside.site import config as site_config
from bedside.site import database
from bedside.site.config import BadSettings


def parser() -> argparse.ArgumentParser:
    """Return the parser of all subcommands."""
    top = argparse.ArgumentParser(prog="bedside", description="Run and look after a Bedside site.")
    data_help = "where the site keeps everything it owns (default: ./data)"
    # A name of its own: a command's --data would put its empty default over what was said before the command.
    top.add_argument("--data", type=Path, dest="data_before", metavar="DATA", help=data_help)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    from bedside.doors.cli import add_parsers
    from bedside.site import backup, bench, keys, up

    up.add_parser(commands)
    add_parsers(commands)
    bench.add_parser(commands)
    keys.add_parser(commands)
    backup.add_parser(commands)
    return top


def run(args: argparse.Namespace) -> int:
    """Run a command: alone if it says so, else with Django set up on the database of a site that may be up or not.

    Commands find the address of the database's owner role in `args.owner_url`.
    """
    if getattr(args, "alone", False):
        return int(args.run(args))
    config = site_config.load()
    with database.running(config) as found:
        database.migrate(config, found)
        database.set_up_django(config, found)
        args.owner_url = found.owner
        from bedside.site import keys

        keys.make_ready()
        return int(args.run(args))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 2 for a wrong call or settings, 1 when it could not be done."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["guard"]:  # the guard works without the site, its settings and its database
        from bedside.policy.guard.cli import main as guard

        return guard(arguments[1:], sys.stdin.buffer, sys.stdout, sys.stderr)
    args = parser().parse_args(arguments)
    data = getattr(args, "data", None) or args.data_before
    if data is not None:
        os.environ["BEDSIDE_DATA"] = str(data.resolve())
    try:
        return run(args)
    except BadSettings as error:
        print(f"bedside: {error}", file=sys.stderr)
        return 2
    except StartFailed as error:
        print(f"bedside: {error}", file=sys.stderr)
        return 1
    except Refused as error:
        print(f"bedside: {error.what} {error.do} ({error.code})", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1  # who read our output has had enough


if __name__ == "__main__":
    raise SystemExit(main())

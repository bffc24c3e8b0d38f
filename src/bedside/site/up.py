"""`bedside up`: database, migrations, web and worker in one foreground command."""

import argparse
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from bedside.kit import dark
from bedside.kit.processes import Child, Managed, StartFailed, Supervisor
from bedside.policy import boundaries
from bedside.site import config as site_config
from bedside.site import database
from bedside.site.config import Config
from bedside.site.database import Addresses

STATIC = Path(__file__).resolve().parent.parent / "doors" / "web" / "static"
THREADS = 4
CONNECTIONS = 512  # to one web process: slow ones cost a little memory, too few of them shut everybody else out
HEADERS_WITHIN = 15_000  # milliseconds


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `up`."""
    one = commands.add_parser("up", help="run the site until it is told to stop")
    one.add_argument("--data", type=Path, default=argparse.SUPPRESS, help="where the site keeps everything it owns")
    one.add_argument("--port", type=int, help="loopback port of the web server")
    one.add_argument("--demo", action="store_true", help="fill an empty site with invented people")
    one.set_defaults(run=run, alone=True)


def run(args: argparse.Namespace) -> int:
    """Start everything, say where it is, and keep it running; return when told to stop."""
    if args.port is not None:
        os.environ["BEDSIDE_PORT"] = str(args.port)
    if args.demo:
        os.environ["BEDSIDE_DEMO"] = "yes"
    config = site_config.load()
    _say(f"data in {config.data}")
    if config.secure and not config.proxies:
        _say("no BEDSIDE_TRUSTED_PROXIES: all visitors share the limits of the proxy's address")
    check_port(config.port)
    check_rules()
    database.prepare_data(config)
    cluster = database.cluster_of(config)
    if cluster is not None:
        if not cluster.directory.root.is_relative_to(config.data.resolve()):
            _say(f"database in {cluster.directory.root}, because its system user may not enter {config.data}")
        cluster.start()
    try:
        found = database.addresses(config, cluster)
        prepare(config, found)
        supervisor = Supervisor([*([cluster] if cluster else []), *children(config, found)], on_line=_say_line)
        closed = dark.state(config.data)
        _say(f"open {config.address}" if not closed else "dark after a restore: nobody is let in until: bedside open")
        return supervisor.run()
    finally:
        if cluster is not None:
            cluster.stop()


def check_port(port: int) -> None:
    """Raise StartFailed when something else listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            do = "Stop the other program, or choose another port with --port."
            raise StartFailed(f"Port {port} is in use. {do} (port_in_use)") from error


def check_rules() -> None:
    """Raise StartFailed when the table of who may do what, its rules or its words can't be used."""
    try:
        boundaries.check()
    except boundaries.BrokenTable as error:
        raise StartFailed(f"Who may do what here is not clear: {error}. Mend this file. (broken_table)") from error


def prepare(config: Config, found: Addresses) -> None:
    """Migrate, gather the static files, fill a demo, and print how to get in."""
    _say("bringing the tables up to date")
    database.migrate(config, found)
    gather_static(config, found)
    command = [sys.executable, "-m", "bedside.site.welcome"]
    env = database.environment(config, found.app, serves_nobody=True)
    done = subprocess.run(command, check=False, env=env)  # noqa: S603  # our own
    if done.returncode:
        raise StartFailed("The site was not opened; the line above says why. (not_ready)")


def gather_static(config: Config, found: Addresses) -> None:
    """Copy and pack the static files, unless those in the data directory are of this very code."""
    if not database.static_is_fresh(config, STATIC):
        shutil.rmtree(config.data / "static", ignore_errors=True)
        command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(command, check=True, env=database.environment(config, found.app))  # noqa: S603  # our own


def children(config: Config, found: Addresses) -> list[Child | Managed]:
    """Return the web server and the worker."""
    env = database.environment(config, found.app)
    granian = Path(sys.executable).with_name("granian")
    web = [str(granian), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(config.port)]
    web += [
        "--workers",
        str(config.web_workers),
        "--blocking-threads",
        str(THREADS),
        "--backpressure",
        str(CONNECTIONS),
    ]
    web += ["--respawn-failed-workers", "--workers-kill-timeout", "20", "--no-ws", "--log-level", "warning"]
    web += ["--http1-header-read-timeout", str(HEADERS_WITHIN)]
    web += ["bedside.site.wsgi:application"]
    worker = [sys.executable, "-m", "bedside.site.worker"]
    of_worker = database.environment(config, found.app, serves_nobody=True)
    # Sums within one request are small: threads of their own would cost more time than they save.
    return [Child("web", web, env | {"OPENBLAS_NUM_THREADS": "1"}), Child("worker", worker, of_worker)]


def _say(text: str) -> None:
    print(f"bedside  | {text}", flush=True)


def _say_line(line: str) -> None:
    print(line, flush=True)

"""What the site keeps and sends without a page: columns, jobs, mails, logs, files, commands."""

import contextlib
import io
import logging
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from psycopg import sql

from bedside.areas.people import mails
from bedside.kit.outbox.actions import deliver_now, flush
from bedside.site.main import parser
from tests.security.canary.kinds import Finder, word
from tests.security.canary.pages import Hit
from tests.security.canary.plant import OWNER, Planted
from tests.security.canary.search import kinds_in

SERVER = "server"
COLUMNS = """
SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY 1, 2
"""
NO_WORDS = ("bigint", "integer", "smallint", "boolean", "timestamp with time zone", "date", "double precision")


def columns() -> dict[tuple[str, str], str]:
    """Return every column of every table that can hold words, with its type, as the catalogue names them."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        return {(table, column): kind for table, column, kind in cursor.fetchall() if kind not in NO_WORDS}


def in_columns(finder: Finder) -> set[Hit]:
    """Return what stands readable in the database, at this moment."""
    found: set[Hit] = set()
    for (table, column), kind in columns().items():
        for name in kinds_in(dump(table, column, kind), finder):
            found.add((name, SERVER, f"{table}.{column}"))
    return found


def dump(table: str, column: str, kind: str) -> bytes:
    """Return a whole column, as a dump of the database would have it."""
    plainly = "{column}" if kind == "bytea" else "{column}::text"
    asked = sql.SQL("SELECT " + plainly + " FROM {table} WHERE {column} IS NOT NULL")
    with connection.cursor() as cursor:
        cursor.execute(asked.format(column=sql.Identifier(column), table=sql.Identifier(table)))
        return b"\n".join(bytes(row[0]) if kind == "bytea" else row[0].encode() for row in cursor.fetchall())


def at_rest(site: Planted) -> set[Hit]:
    """Look into the database with events in the outbox, and again with the jobs that were made of them."""
    found = in_columns(site.finder)
    with transaction.atomic():
        assert flush() > 0
        found |= in_columns(site.finder)
        transaction.set_rollback(True)
    deliver_now()
    return found | in_columns(site.finder)


def in_mails(site: Planted) -> set[Hit]:
    """Send every letter there is to the owner, and read it with its headers, as it goes over the wire."""
    account = site.world.people[OWNER].account
    account.refresh_from_db()
    found: set[Hit] = set()
    with transaction.atomic():
        for kind in sorted(mails.LETTERS):
            confirmed_at = None if kind == "confirm" else account.created_at
            state = "closed" if kind == "erasure_asked" else "active"
            type(account).objects.filter(id=account.id).update(mail_confirmed_at=confirmed_at, state=state)
            mail.outbox.clear()
            assert mails.send(kind=kind, account_id=account.id), kind
            whole = mail.outbox[0].message().as_bytes()
            _mark_link(site.finder, str(mail.outbox[0].body))
            found |= {(name, "mail", kind) for name in kinds_in(whole, site.finder)}
        transaction.set_rollback(True)
    return found


def _mark_link(finder: Finder, body: str) -> None:
    for line in body.split():
        if "/confirm/" in line or "/new-password/" in line or "/new-mail/" in line:
            token = line.rstrip("/.").rsplit("/", 1)[1]
            if len(token) > 40:
                finder.mark("mail link", token)


def in_files(site: Planted) -> set[Hit]:
    """Read every picture as it lies on the disk, and its name."""
    kept = (Path(settings.MEDIA_DIR), Path(settings.CONFIG.data) / "documents")
    files = [path for place in kept for path in place.rglob("*") if path.is_file()]
    assert len(files) >= 4
    found = {kind for path in files for kind in kinds_in(path.read_bytes(), site.finder)}
    found |= kinds_in("\n".join(map(str, files)).encode(), site.finder)
    return {(kind, SERVER, "file") for kind in found}


def in_commands(site: Planted) -> set[Hit]:
    """Read what the commands print that print data of the site."""
    found: set[Hit] = set()
    purpose, treatment = word("purpose of a course"), word("treatment")
    calls = (["--condition", "ME/CFS"], ["--condition", "ME/CFS", "--treatment", "nothing"], ["--condition", "sleep"])
    for call in calls:
        printed = _printed(["evidence", "show", *call, "--json"])
        found |= {(kind, SERVER, "command") for kind in kinds_in(printed, site.finder)}
    # What was asked for comes back as it was typed: so the answer is that for a word which nobody ever wrote.
    named = ((["--condition", purpose], "purpose of a course"), ([*calls[0], "--treatment", treatment], "treatment"))
    for asked, strange in named:
        control = [("zqnever" if part == word(strange) else part) for part in asked]
        one, other = (_printed(["evidence", "show", *words]) for words in (asked, control))
        if one.lower().replace(word(strange).encode(), b"zqnever") != other.lower():
            found.add((strange, SERVER, "command"))
    return found


def _printed(call: list[str]) -> bytes:
    out = io.StringIO()
    args = parser().parse_args(call)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        args.run(args)
    return out.getvalue().encode()


class Heard(logging.Handler):
    """Keeps every line of every logger: those that the site's settings let through apart from the rest."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.printed = io.StringIO()
        self.formatter = logging.Formatter("%(levelname)s %(name)s %(message)s")

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line, with its traceback."""
        # About a refused request this logger names the path, and so what somebody typed there: the site's settings
        # keep it at ERROR (a test says so).
        if record.name != "django.request" or record.levelno >= logging.ERROR:
            self.lines.append(self.format(record))

    @property
    def whole(self) -> bytes:
        """All lines, and what was printed to stderr."""
        return "\n".join([*self.lines, self.printed.getvalue()]).encode()


@contextlib.contextmanager
def all_logs() -> Iterator[Heard]:
    """Listen to every logger at DEBUG, and to stderr."""
    heard = Heard()
    # At DEBUG the template engine writes down the whole page for every name that it does not find: a developer's tool,
    # four levels below what a site writes, and five minutes of tracebacks here.
    names = [name for name in logging.root.manager.loggerDict if name != "django.template"]
    loggers = [logging.getLogger(name) for name in ("", *names)]
    before = [(logger, logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
        logger.propagate = True
    logging.root.addHandler(heard)
    template = logging.getLogger("django.template")
    quiet, template.propagate = template.level, False
    template.setLevel(logging.WARNING)
    try:
        with contextlib.redirect_stderr(heard.printed):
            yield heard
    finally:
        logging.root.removeHandler(heard)
        template.setLevel(quiet)
        template.propagate = True
        for logger, level, propagate in before:
            logger.setLevel(level)
            logger.propagate = propagate

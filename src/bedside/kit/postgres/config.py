"""The server's settings, and who may log in. Written anew at each start, so that an edit by hand never opens a door.

Sources: PostgreSQL documentation, chapters 19 (server configuration) and 20 (client authentication).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from bedside.kit.postgres.roles import APP, OWNER, SUPER

PORT: Final = 5432  # only a part of the socket's name: there is no TCP
IDENT_MAP: Final = "bedside"
LOCAL_FILE: Final = "local.conf"
LOCAL_TEXT: Final = "# Your own settings of PostgreSQL, one a line: name = value. They count from the next start.\n"

_ALWAYS: Final[Mapping[str, str]] = {
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "lc_messages": "C",
    "cluster_name": "bedside",
    "logging_collector": "on",
    "log_filename": "postgres-%Y%m%d-%H%M%S.log",
    "log_rotation_size": "10MB",
    "log_rotation_age": "0",
    "log_file_mode": "0600",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "log_checkpoints": "off",
    "log_connections": "off",
    "log_disconnections": "off",
    "log_autovacuum_min_duration": "-1",
}
# What members write must not reach a log. An error may quote a value in its first line, and the statement that failed
# holds more of them, so neither is written: the level `log` keeps start, stop, FATAL and PANIC. The application gets
# each error anyway, and pg_stat_database counts damaged pages.
_QUIET: Final[Mapping[str, str]] = {
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}
_DURABLE: Final[Mapping[str, str]] = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
_FLEETING: Final[Mapping[str, str]] = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def settings_text(*, log: Path, durable: bool) -> str:
    """Return postgresql.conf. An operator's own values go into `local.conf` beside it and win over these."""
    settings = {**_ALWAYS, "log_directory": str(log), **_QUIET, **(_DURABLE if durable else _FLEETING)}
    lines = [f"{name} = {_quoted(value)}" for name, value in settings.items()]
    head, include = f"# Written at each start. Your own values: {LOCAL_FILE}", f"include '{LOCAL_FILE}'"
    return "\n".join([head, *lines, include]) + "\n"


def fixed_options(*, conf: Path, socket: Path) -> list[str]:
    """Return the command-line options that no file and no ALTER SYSTEM can change: no TCP, our door-keepers."""
    options = {
        "config_file": str(conf / "postgresql.conf"),
        "hba_file": str(conf / "pg_hba.conf"),
        "ident_file": str(conf / "pg_ident.conf"),
        "listen_addresses": "",
        "unix_socket_directories": _socket_item(socket),
    }
    return [part for name, value in options.items() for part in ("-c", f"{name}={value}")]


def hba_text() -> str:
    """Return pg_hba.conf: the socket with peer authentication, and nothing else."""
    return f"local all all peer map={IDENT_MAP}\n"


def ident_text(system_users: Iterable[str]) -> str:
    """Return pg_ident.conf: each of our system users may take each of our roles."""
    users = dict.fromkeys(system_users)
    return "".join(f'{IDENT_MAP} "{user}" {role}\n' for user in users for role in (SUPER, OWNER, APP))


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _socket_item(socket: Path) -> str:
    """A list setting: quotes keep a comma or a blank in the path from splitting it."""
    return '"' + str(socket).replace('"', '""') + '"'

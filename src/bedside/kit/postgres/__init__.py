"""PostgreSQL on this machine without an administrator: find the programs, run a server, check one that others run."""

from bedside.kit.postgres.binaries import Binaries, find_binaries
from bedside.kit.postgres.cluster import Cluster
from bedside.kit.postgres.errors import PostgresError
from bedside.kit.postgres.external import external
from bedside.kit.postgres.roles import APP, DATABASE, EXTENSIONS, OWNER, SUPER, for_another_server

__all__ = [
    "APP",
    "DATABASE",
    "EXTENSIONS",
    "OWNER",
    "SUPER",
    "Binaries",
    "Cluster",
    "PostgresError",
    "external",
    "find_binaries",
    "for_another_server",
]

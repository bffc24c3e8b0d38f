"""The database backend of the site: PostgreSQL's, and before a statement the viewer of `kit.viewing`.

The policies read the setting `bedside.viewer`. It is told only when it differs from what the connection was told last,
so a page pays one short statement for it. A rollback may take it back, so it is told again after one.
"""

from collections.abc import Callable
from typing import Any, Final

from django.db.backends.postgresql import base

from bedside.kit import viewing

SETTING: Final = "bedside.viewer"
TELL: Final = f"SELECT set_config('{SETTING}', %s, false)"
UNKNOWN: Final = object()  # the connection is new, or a rollback may have taken back what it was told

Many = bool
Execute = Callable[[str, Any, Many, dict[str, Any]], Any]


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that always knows the viewer before it runs a statement."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told: object = UNKNOWN
        self.execute_wrappers.append(self._tell_and_execute)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a new connection, which knows no viewer."""
        self._told = UNKNOWN
        return super().get_new_connection(conn_params)

    def is_usable(self) -> bool:
        """Say whether the connection stands, as Django asks once before a page: telling it the viewer shows it."""
        if self.connection is None:
            return False
        try:
            with self.connection.cursor() as cursor:
                self._say(cursor)
        except self.Database.Error:
            return False
        return True

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor; COPY goes through it without `execute`, so the viewer is told here too."""
        self._tell()
        return super().create_cursor(name)

    def _tell_and_execute(self, execute: Execute, sql: str, params: Any, many: Many, context: dict[str, Any]) -> Any:
        self._tell()
        return execute(sql, params, many, context)

    def _tell(self) -> None:
        if viewing.current() != self._told:
            with self.wrap_database_errors, self.connection.cursor() as cursor:
                self._say(cursor)

    def _say(self, cursor: Any) -> None:
        wanted = viewing.current()
        cursor.execute(TELL, ["" if wanted is None else str(wanted)])
        self._told = wanted

    def _rollback(self) -> None:
        self._told = UNKNOWN
        super()._rollback()  # type: ignore[misc]  # the stubs leave out what backends override

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # the same
        self._told = UNKNOWN

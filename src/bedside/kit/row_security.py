"""Row-level security in migrations: who may see and change which rows, as PostgreSQL itself holds it.

The second wall: the first is the WHERE of every query. A policy's text asks `current_setting('bedside.viewer')` and
never with `missing_ok`: unset is an error, and so is the empty text that `kit.database` tells when nobody declared a
viewer. FORCE lets it hold for the owner of the tables too, who may be the only role of an external server.
"""

from typing import Final

from django.db.migrations import RunSQL

VIEWER: Final = "current_setting('bedside.viewer')::bigint"


def viewer_is(*columns: str, otherwise: str = "false") -> str:
    """Return the condition that the viewer is in one of these columns; the system (-1) passes by.

    `otherwise` is SQL for everybody else, with `{viewer}` for the viewer's id. It is a CASE because that looks the
    viewer up once for a row, and because the planner takes it for true every other time: taking an owner's equality for
    rare, it would read all rows of a timeline to find the newest.
    """
    among = " ".join(f"WHEN {column} THEN true" for column in columns)
    return f"CASE {VIEWER} WHEN -1 THEN true {among} ELSE ({otherwise.format(viewer=VIEWER)}) END"


ANYBODY: Final = viewer_is(otherwise="true")  # whoever it is, it was declared
NOBODY: Final = viewer_is()  # the system alone


def protect(table: str, *, read: str, write: str, add: str = "") -> RunSQL:
    """Return the migration step that lets a viewer see the rows of `table` for which `read` holds, and change those for
    which `write` holds too. `add` is for new rows, where that differs from `write`.
    """
    return RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY read ON {table} FOR SELECT USING ({read});
        CREATE POLICY add ON {table} FOR INSERT WITH CHECK ({add or write});
        CREATE POLICY change ON {table} FOR UPDATE USING ({write});
        CREATE POLICY remove ON {table} FOR DELETE USING ({write});
        """,
        f"""
        DROP POLICY read ON {table};
        DROP POLICY add ON {table};
        DROP POLICY change ON {table};
        DROP POLICY remove ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def looks_past(name: str, arguments: str, *, returns: str, query: str) -> RunSQL:
    """Return the migration step that makes a function which a policy calls and which sees every row itself.

    A policy on a table can't read that table, nor two tables each other: PostgreSQL would ask the policies for ever.
    Such a function answers one question only, and a test lists all there are. It is PL/pgSQL, whose plans are kept for
    the whole session; those of SQL functions are made anew in every statement.
    """
    given = "RETURN QUERY" if returns.startswith("SETOF") else "RETURN"
    return RunSQL(
        f"""
        CREATE FUNCTION {name}({arguments}) RETURNS {returns} LANGUAGE plpgsql STABLE
        SET "bedside.viewer" = '-1' AS $$ BEGIN {given} {query}; END $$;
        """,
        f"DROP FUNCTION {name}({arguments});",
    )

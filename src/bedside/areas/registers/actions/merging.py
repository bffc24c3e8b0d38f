"""Merging the rows on the way into the register: statements in their order. Who is newer wins; nothing is half done."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

# What the statements below share. A row that says only that its number ended (bare) is taken for its dates alone.
_SHARED: Final = {
    "bare": "s.family = ''",
    "ends": "(s.deactivated IS NOT NULL AND (s.reactivated IS NULL OR s.reactivated <= s.deactivated))",
    "known": "e.register = %(register)s AND e.number = s.number",
    "not_in_file": """
        e.register = %(register)s AND NOT EXISTS (SELECT 1 FROM registers_staged_entry s WHERE s.number = e.number)
        AND e.number <> ALL(%(spared)s::text[])
    """,
    "doubled": "SELECT number FROM registers_staged_entry GROUP BY number HAVING count(*) > 1",
}
_COUNT_DOUBLED: Final = "SELECT count(*) FROM ({doubled}) AS doubled"
# One row for a number: the newest, or the first of a register that gives a person several rows of one day.
_ONE_EACH: Final = """
    DELETE FROM registers_staged_entry s USING (
        SELECT line, row_number() OVER (PARTITION BY number ORDER BY updated DESC, line {order}) AS rank
        FROM registers_staged_entry WHERE number IN ({doubled})
    ) AS ranked
    WHERE ranked.line = s.line AND ranked.rank > 1
"""
_THEIR_LICENCES: Final = """
    DELETE FROM registers_staged_licence l
    WHERE NOT EXISTS (SELECT 1 FROM registers_staged_entry s WHERE s.line = l.line)
"""
_SAME_LICENCES: Final = """
    DELETE FROM registers_staged_licence l USING (
        SELECT line, slot,
               row_number() OVER (PARTITION BY number, licence, region, taxonomy ORDER BY line, slot) AS rank
        FROM registers_staged_licence
    ) AS ranked
    WHERE ranked.line = l.line AND ranked.slot = l.slot AND ranked.rank > 1
"""
_COUNT_ACTIVE: Final = "SELECT count(*) FROM registers_entry e WHERE e.register = %(register)s AND e.active"
_COUNT_MISSING: Final = "SELECT count(*) FROM registers_entry e WHERE e.active AND {not_in_file}"
_GONE: Final = """
    UPDATE registers_entry e SET gone = true
    WHERE e.missing_since < %(file_date)s AND NOT e.gone AND {not_in_file} RETURNING e.deactivated
"""
_MISSING: Final = """
    UPDATE registers_entry e SET missing_since = %(file_date)s WHERE e.missing_since IS NULL AND {not_in_file}
"""
_BACK: Final = """
    UPDATE registers_entry e SET missing_since = NULL, gone = e.gone AND {bare} FROM registers_staged_entry s
    WHERE e.missing_since IS NOT NULL AND {known}
"""
_UNCHANGED: Final = """
    DELETE FROM registers_staged_entry s USING registers_entry e
    WHERE {known} AND CASE WHEN {bare}
        THEN s.deactivated IS NOT DISTINCT FROM e.deactivated AND s.reactivated IS NOT DISTINCT FROM e.reactivated
        ELSE s.updated <= e.updated AND e.family <> '' END
"""
_COUNT_KNOWN: Final = """
    SELECT count(*), count(*) FILTER (
        WHERE e.active AND {ends} AND (e.reactivated IS NULL OR e.reactivated <= s.deactivated)
    )
    FROM registers_staged_entry s JOIN registers_entry e ON {known}
"""
_COUNT_STAGED: Final = "SELECT count(*) FROM registers_staged_entry"
_END_KNOWN: Final = """
    UPDATE registers_entry e
    SET deactivated = s.deactivated, reactivated = coalesce(s.reactivated, e.reactivated)
    FROM registers_staged_entry s WHERE {bare} AND {known}
"""
_DROP_BARE_KNOWN: Final = """
    DELETE FROM registers_staged_entry s USING registers_entry e WHERE {bare} AND {known}
"""
_DROP_CHILDREN: Final = """
    DELETE FROM {table} e USING registers_staged_entry s WHERE e.register = %(register)s AND e.number = s.number
"""
# An end that was told for a day behind the row's stays: the list of ended numbers is newer than the row.
_MERGE: Final = """
    INSERT INTO registers_entry AS known
        (register, number, entity, replacement, family, given, middle, other_family, credential, city, region, postcode,
         country, telephone, family_key, given_key, city_key, updated, deactivated, reactivated, gone)
    SELECT register, number, entity, replacement, family, given, middle, other_family, credential, city, region,
         postcode, country, telephone, family_key, given_key, city_key, updated, deactivated, reactivated, false
    FROM registers_staged_entry
    ON CONFLICT (register, number) DO UPDATE SET
        entity = excluded.entity, replacement = excluded.replacement, family = excluded.family, given = excluded.given,
        middle = excluded.middle, other_family = excluded.other_family, credential = excluded.credential,
        city = excluded.city, region = excluded.region, postcode = excluded.postcode, country = excluded.country,
        telephone = excluded.telephone, family_key = excluded.family_key, given_key = excluded.given_key,
        city_key = excluded.city_key, updated = excluded.updated, reactivated = excluded.reactivated,
        deactivated = CASE WHEN excluded.deactivated IS NULL AND known.deactivated > excluded.updated
                           THEN known.deactivated ELSE excluded.deactivated END
"""
_LICENCES: Final = """
    INSERT INTO registers_licence (register, number, slot, licence, region, taxonomy, is_primary)
    SELECT %(register)s, l.number, l.slot, l.licence, l.region, l.taxonomy, l.is_primary
    FROM registers_staged_licence l JOIN registers_staged_entry s ON s.number = l.number
"""
_OTHER_NAMES: Final = """
    INSERT INTO registers_other_name (country, family_key, region, given_key, register, number, city_key)
    SELECT country, other, region, given_key, register, number, city_key
    FROM registers_staged_entry, string_to_table(other_keys, ' ') AS other WHERE other_keys <> ''
"""


@dataclass(frozen=True)
class Merged:
    """What the merge did: numbers that were new, changed, and not newer than what was known; and those that ended."""

    added: int
    changed: int
    unchanged: int
    ended: int


@dataclass(frozen=True)
class Missing:
    """How many active numbers the file lacks, of how many."""

    missing: int
    active: int


class Merge:
    """The rows on the way into one register, by a file of a day. Numbers in `spared` count as being in the file."""

    def __init__(self, register: str, *, file_date: date, spared: list[str]) -> None:
        self._given = {"register": register, "file_date": file_date, "spared": spared}

    def one_each(self, *, many_rows: bool) -> int:
        """Leave one row on the way for each number; return how many numbers had more."""
        doubled = self._figure(_COUNT_DOUBLED)
        if doubled:
            self._run(_ONE_EACH, order="ASC" if many_rows else "DESC")
            self._run(_SAME_LICENCES if many_rows else _THEIR_LICENCES)
        return doubled

    def missing(self) -> Missing:
        """Count what of the register is not in the file."""
        return Missing(missing=self._figure(_COUNT_MISSING), active=self._figure(_COUNT_ACTIVE))

    def mark_missing(self) -> int:
        """Note which numbers a full file lacks; return how many are gone, as the last one lacked them too."""
        gone = sum(1 for (deactivated,) in self._rows(_GONE) if deactivated is None)
        self._run(_MISSING)
        return gone

    def merge(self) -> Merged:
        """Take over every row that is newer than what is known."""
        self._run(_BACK)
        unchanged = self._run(_UNCHANGED)
        changed, ended = self._rows(_COUNT_KNOWN)[0]
        added = self._figure(_COUNT_STAGED) - changed
        if changed:
            self._run(_END_KNOWN)
            self._run(_DROP_BARE_KNOWN)
            for table in ("registers_licence", "registers_other_name"):
                self._run(_DROP_CHILDREN, table=table)
        for statement in (_MERGE, _LICENCES, _OTHER_NAMES):
            self._run(statement)
        return Merged(added=added, changed=changed, unchanged=unchanged, ended=ended)

    def _run(self, statement: str, **more: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(*self._filled(statement, **more))
            return int(cursor.rowcount)

    def _rows(self, statement: str) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(*self._filled(statement))
            return list(cursor.fetchall())

    def _figure(self, statement: str) -> int:
        return int(self._rows(statement)[0][0])

    def _filled(self, statement: str, **more: str) -> tuple[str, dict[str, Any]]:
        """A statement with its shared parts, and what of the given values it names."""
        whole = statement.format(**_SHARED, **more)
        return whole, {name: value for name, value in self._given.items() if f"%({name})s" in whole}

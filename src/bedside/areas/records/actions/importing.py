"""Taking in a public set of evaluations."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import connection, transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.steps import hold_source
from bedside.areas.records.models import MEMBERS, StagedRow
from bedside.policy.evidence.sources import BadRow, Row

TELL_EVERY = 5_000

_COPY = """
    COPY records_staged_row
        (source, source_row, treatment, purpose, helped, effect, side_effects, external_rating)
    FROM STDIN
"""
# xmax is 0 for a row that is new; a row that says what is known already is not touched.
_MERGE = """
    INSERT INTO records_imported_row AS known
        (source, source_row, treatment, purpose, helped, effect, side_effects, external_rating)
    SELECT source, source_row, treatment, purpose, helped, effect, side_effects, external_rating
    FROM records_staged_row WHERE source = %s
    ON CONFLICT (source, source_row) DO UPDATE SET
        treatment = excluded.treatment, purpose = excluded.purpose, helped = excluded.helped,
        effect = excluded.effect, side_effects = excluded.side_effects, external_rating = excluded.external_rating
    WHERE (known.treatment, known.purpose, known.helped, known.effect, known.side_effects, known.external_rating)
        IS DISTINCT FROM (excluded.treatment, excluded.purpose, excluded.helped, excluded.effect,
                          excluded.side_effects, excluded.external_rating)
    RETURNING (xmax = 0)
"""


@dataclass(kw_only=True)
class Imported:
    """What became of the rows of a file: taken + refused = all of them.

    `left` counts rows taken whose condition no list has: it stays as the file says it.
    """

    taken: int = 0
    repaired: int = 0
    left: int = 0
    refused: list[BadRow] = field(default_factory=list)
    added: int = 0
    changed: int = 0

    @property
    def read(self) -> int:
        """How many rows the file had."""
        return self.taken + len(self.refused)


@transaction.atomic
def import_evaluations(
    *,
    source: str,
    rows: Iterable[Row | BadRow],
    by: Viewer | None = None,
    tell: Callable[[int], None] = lambda read: None,
) -> Imported:
    """Take in the rows of a public set under the label `source`, all or none; repeating it changes nothing.

    `tell` is called with the number of rows read, now and then. Raises ValueError for the label of members' own
    evaluations. `build` makes the figures afterwards.
    """
    if not source.startswith("external:"):
        raise ValueError(f"an imported set is labelled external:…, not {source}; {MEMBERS} is for members' own")
    hold_source(source)
    result = Imported()
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for row in rows:
            if isinstance(row, BadRow):
                result.refused.append(row)
            else:
                copy.write_row(_columns(source, row))
                result.taken += 1
                result.repaired += row.repaired
                result.left += not row.known
            if result.read % TELL_EVERY == 0:
                tell(result.read)
    _merge(source, result)
    record(
        "records.import",
        by=by.persona_id if by else None,
        source=source,
        taken=result.taken,
        refused=len(result.refused),
        added=result.added,
    )
    return result


def _columns(source: str, row: Row) -> tuple[object, ...]:
    return (
        source,
        row.source_id,
        row.treatment,
        row.purpose,
        row.helped,
        row.effect,
        row.side_effects,
        row.rating,
    )


def _merge(source: str, result: Imported) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_MERGE, [source])
        is_new = [new for (new,) in cursor.fetchall()]
    result.added = sum(is_new)
    result.changed = len(is_new) - result.added
    StagedRow.objects.filter(source=source).delete()

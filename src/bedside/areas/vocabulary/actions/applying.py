"""Applying curators' decisions to what members wrote, and taking them off again after an undo."""

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from bedside.areas.vocabulary.models import Decision, Use
from bedside.kit.vault import CannotOpen, key_no_of, vault
from bedside.kit.viewing import as_system

AT_ONCE = 500


@transaction.atomic
@as_system("giving members' words the terms that curators chose")
def apply_decisions() -> int:
    """Bring up to `AT_ONCE` uses in line with the decision that stands for their word; return how many there were.

    Bears being run twice: a use that is in line is not touched.
    """
    standing = Decision.objects.filter(mark=OuterRef("mark"), undone_at=None).values("id")[:1]
    wanted = Coalesce(Subquery(standing), 0)
    behind = Use.objects.annotate(wanted=wanted).exclude(applied=F("wanted")).order_by("id")
    rows = list(behind.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])
    terms = dict(Decision.objects.filter(id__in={row.wanted for row in rows}).values_list("id", "term_id"))
    for row in rows:
        _apply(row, decision_id=row.wanted, term_id=terms.get(row.wanted))
    return len(rows)


def _apply(use: Use, *, decision_id: int, term_id: int | None) -> None:
    try:
        key_no = key_no_of(bytes(use.text_sealed))  # the owner's own: she wrote the word with it
        sealed = vault().seal(str(term_id), use.place("term_sealed"), key_no=key_no) if term_id else None
    except CannotOpen:  # the owner is being erased, and the row goes with her
        return
    use.term_sealed, use.applied = sealed, decision_id
    use.save(update_fields=["term_sealed", "applied"])

"""Taking in a vocabulary: all of it or nothing, as often as one likes. What a curator added stays."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import connection, transaction

from bedside.areas.audit.actions import record
from bedside.areas.vocabulary.models import TermName, Vocabulary, VocabularyTerm
from bedside.kit.clock import now
from bedside.policy.terms import own
from bedside.policy.terms.model import LONGEST_CODE, BadRow, System
from bedside.policy.terms.model import Term as Read
from bedside.policy.vocabulary import normalise

AT_ONCE = 2_000
TELL_EVERY = 5_000
SAID = ("label", "about", "version", "same_as", "retired")
_HOLD = "SELECT pg_advisory_xact_lock(hashtext(%s))"


@dataclass(kw_only=True)
class Taken:
    """What became of a vocabulary. `retired` counts terms that an earlier release had and this one lacks."""

    read: int = 0
    added: int = 0
    changed: int = 0
    retired: int = 0
    names: int = 0
    names_added: int = 0
    names_gone: int = 0
    bad: list[BadRow] = field(default_factory=list)


@transaction.atomic
def import_terms(
    *, system: System, version: str, terms: Iterable[Read | BadRow], tell: Callable[[int], None] = lambda read: None
) -> Taken:
    """Put this release of a vocabulary in place of the earlier one; the same again changes nothing.

    For the server's own command and jobs: there is no `by`. `tell` is called with the number of terms read, now and
    then. What `terms` raises goes through, and then nothing was taken.
    """
    with connection.cursor() as cursor:  # two imports at once would both add what neither finds
        cursor.execute(_HOLD, [f"vocabulary {system}"])
    taken = Taken()
    wanted = _read(terms, taken, tell)
    rows = _write_terms(system, version, wanted, taken)
    _write_names(rows, wanted, taken)
    facts = {"version": version, "terms": len(wanted), "names": taken.names, "imported_at": now()}
    Vocabulary.objects.update_or_create(system=system, defaults=facts)
    record(
        "import vocabulary",
        by=None,
        vocabulary=str(system),
        version=version,
        added=taken.added,
        changed=taken.changed,
        retired=taken.retired,
    )
    return taken


@transaction.atomic
def keep_own_words() -> bool:
    """Take in the words that come with Bedside, where they are not those of this release; say whether that was so."""
    version = own.version()
    if Vocabulary.objects.filter(system=System.OWN, version=version).exists():
        return False
    import_terms(system=System.OWN, version=version, terms=own.read())
    return True


def _read(terms: Iterable[Read | BadRow], taken: Taken, tell: Callable[[int], None]) -> dict[str, Read]:
    """Return the terms by code; of two with one code the first counts, and the second is told."""
    wanted: dict[str, Read] = {}
    for term in terms:
        taken.read += 1
        if isinstance(term, BadRow):
            taken.bad.append(term)
        elif len(term.code) > LONGEST_CODE or term.code in wanted:
            taken.bad.append(BadRow(taken.read, f"the code {term.code[:40]} is too long, or was there before"))
        else:
            wanted[term.code] = term
        if taken.read % TELL_EVERY == 0:
            tell(taken.read)
    return wanted


def _write_terms(system: System, version: str, wanted: dict[str, Read], taken: Taken) -> dict[str, VocabularyTerm]:
    known = {row.code: row for row in VocabularyTerm.objects.filter(system=system).select_for_update()}
    new, changed = [], []
    for code, term in wanted.items():
        row = known.get(code)
        if row is None:
            new.append(_filled(VocabularyTerm(system=system, code=code), term, version))
        else:
            before = [getattr(row, name) for name in SAID]
            _filled(row, term, version)
            if before != [getattr(row, name) for name in SAID]:
                changed.append(row)
    gone = [row for code, row in known.items() if code not in wanted and not row.retired]
    for row in gone:
        row.retired = True
    VocabularyTerm.objects.bulk_create(new, batch_size=AT_ONCE)
    VocabularyTerm.objects.bulk_update([*changed, *gone], SAID, batch_size=AT_ONCE)
    taken.added, taken.changed, taken.retired = len(new), len(changed), len(gone)
    return {row.code: row for row in (*new, *known.values()) if row.code in wanted}


def _filled(row: VocabularyTerm, term: Read, version: str) -> VocabularyTerm:
    row.label, row.about, row.version = term.label, term.about.value, version
    row.same_as, row.retired = list(term.same_as), term.retired
    return row


def _write_names(rows: dict[str, VocabularyTerm], wanted: dict[str, Read], taken: Taken) -> None:
    ids = [row.id for row in rows.values()]
    known = {
        (name.term_id, name.normalised): name
        for start in range(0, len(ids), AT_ONCE)
        for name in TermName.objects.filter(term_id__in=ids[start : start + AT_ONCE])
    }
    said: dict[tuple[int, str], TermName] = {}
    for code, row in rows.items():
        for name in _names_of(wanted[code], row):
            said.setdefault((name.term_id, name.normalised), name)
    new = [name for place, name in said.items() if place not in known]
    gone = [name.id for place, name in known.items() if place not in said and name.decision_id is None]
    TermName.objects.bulk_create(new, batch_size=AT_ONCE)
    for start in range(0, len(gone), AT_ONCE):
        TermName.objects.filter(id__in=gone[start : start + AT_ONCE]).delete()
    taken.names, taken.names_added, taken.names_gone = len(said), len(new), len(gone)


def _names_of(term: Read, row: VocabularyTerm) -> list[TermName]:
    return [
        TermName(term_id=row.id, text=name.text, normalised=plain, kind=name.kind.value, language=name.language)
        for name in term.all_names
        if (plain := normalise(name.text)) and len(plain) <= 300
    ]

"""What is offered for a free text. Vocabularies are public; what somebody asked is not kept."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.areas.vocabulary.models import TermName, Vocabulary, VocabularyTerm
from bedside.policy.limits import SUGGESTIONS
from bedside.policy.terms.model import About
from bedside.policy.terms.offering import (
    LENGTHS,
    MOST,
    Found,
    Offer,
    asked,
    closeness,
    longest_alike,
    offers,
    seeks_alike,
)

MANY = 60  # names looked at in a step: enough that seven labels are left when four vocabularies say the same
FIRST = 120  # of the shortest names: their terms alone are looked up, unless too many of those are retired
TRIGRAM_LETTERS = 3

_COLUMNS = "t.id, t.system, t.about, t.label, n.text, n.kind"
_FROM = "FROM vocabulary_name n JOIN vocabulary_term t ON t.id = n.term_id WHERE NOT t.retired"
_EXACT = f"SELECT {_COLUMNS}, 1.0 {_FROM} AND n.normalised = %(wanted)s LIMIT %(many)s"  # our own words
_LENGTH = "length(n.normalised), n.id"
_BEGINS = "n.normalised LIKE %(begins)s"
_WITHIN = f"length(n.normalised) <= {LENGTHS[-1]} AND n.normalised LIKE %(within)s"
_ALIKE = {
    longest: f"""
    SELECT {_COLUMNS}, similarity(n.normalised, %(wanted)s) AS alike
    {_FROM} AND length(n.normalised) <= {longest} AND n.normalised %% %(wanted)s
    ORDER BY alike DESC, {_LENGTH} LIMIT %(many)s
"""  # our own words
    for longest in LENGTHS
}
# Which index helps depends on what is typed, so these statements are planned for it; the site plans once otherwise.
# A second process for one of them costs more than it saves.
_PLAN = (
    "SET LOCAL plan_cache_mode = force_custom_plan",
    "SET LOCAL enable_seqscan = off",
    "SET LOCAL max_parallel_workers_per_gather = 0",
)
_CLOSE = "SELECT set_config('pg_trgm.similarity_threshold', %s, true)"
_AS_BEFORE = (  # in a caller's transaction
    "SET LOCAL plan_cache_mode = DEFAULT",
    "SET LOCAL enable_seqscan = DEFAULT",
    "SET LOCAL max_parallel_workers_per_gather = DEFAULT",
)


def suggest(viewer: Viewer, text: str) -> list[Offer]:
    """Return what to offer for a free text, at most seven. Raises `TooManyTries` for who asks too often."""
    if viewer.signed_in:
        limits.require(SUGGESTIONS, value=str(viewer.account_id), told=False)
    return found_for(text)


def found_for(text: str) -> list[Offer]:
    """Return what to offer, without counting who asks: for benchmarks and the server's own commands."""
    wanted = asked(text)
    if not wanted:
        return []
    escaped = wanted.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    values = {"wanted": wanted, "begins": f"{escaped}%", "within": f"% {escaped}%", "many": MANY}
    found: list[Found] = []
    with transaction.atomic(), connection.cursor() as cursor:
        for setting in _PLAN:
            cursor.execute(setting)
        for step in _steps(wanted):
            found += _rows(cursor, _EXACT, values) if step == _EXACT else _shortest(cursor, step, values)
            if len(offers(found, wanted=wanted)) >= MOST:
                break
        else:
            if seeks_alike(found, wanted=wanted):
                found += _alike(cursor, values)
        for setting in _AS_BEFORE:
            cursor.execute(setting)
    return offers(found, wanted=wanted)


def _steps(wanted: str) -> tuple[str, ...]:
    """Return the statements in order: a later one is only asked when there is room. Two letters make no trigram."""
    return (_EXACT, _BEGINS) if len(wanted) < TRIGRAM_LETTERS else (_EXACT, _BEGINS, _WITHIN)


def _shortest(cursor: Any, which: str, values: dict[str, Any]) -> list[Found]:
    """Return the shortest names that `which` lets through, of terms that are offered.

    Two letters begin tens of thousands of names: to look up the term of each would take most of the time.
    """
    shortest = f"SELECT * FROM vocabulary_name n WHERE {which} ORDER BY {_LENGTH} LIMIT {FIRST}"  # noqa: S608  # our own
    cursor.execute(
        f"SELECT {_COLUMNS}, 0.0, t.retired FROM ({shortest}) n"  # noqa: S608  # our own words
        f" JOIN vocabulary_term t ON t.id = n.term_id ORDER BY {_LENGTH}",
        values,
    )
    rows = cursor.fetchall()
    offered = [Found(*row[:-1]) for row in rows if not row[-1]]
    if len(rows) == FIRST and len(offered) < MANY:
        every = f"SELECT {_COLUMNS}, 0.0 {_FROM} AND {which} ORDER BY {_LENGTH} LIMIT %(many)s"
        return _rows(cursor, every, values)
    return offered[:MANY]


def _alike(cursor: Any, values: dict[str, Any]) -> list[Found]:
    """Return names that look like what was typed: the close ones, and where there are none the others."""
    wanted, found = values["wanted"], list[Found]()
    for close in closeness(wanted):
        cursor.execute(_CLOSE, [str(close)])
        found = _rows(cursor, _ALIKE[longest_alike(wanted, close=close)], values)
        if found:
            break
    cursor.execute("SET LOCAL pg_trgm.similarity_threshold = DEFAULT")
    return found


def _rows(cursor: Any, statement: str, values: dict[str, Any]) -> list[Found]:
    cursor.execute(statement, values)
    return [Found(*row) for row in cursor.fetchall()]


def term_named(text: str) -> int | None:
    """Return the term whose name a free text is, to the letter but for capitals and signs; None where none is."""
    wanted = asked(text)
    if not wanted:
        return None
    with connection.cursor() as cursor:
        found = offers(_rows(cursor, _EXACT, {"wanted": wanted, "many": MANY}), wanted=wanted)
    return found[0].term_id if found else None


def known_words(plain: Iterable[str]) -> frozenset[str]:
    """Return which of these normalised texts some vocabulary has."""
    wanted = list(plain)
    rows = TermName.objects.filter(normalised__in=wanted, term__retired=False, decision_id=None)
    return frozenset(rows.values_list("normalised", flat=True))


def names_known() -> frozenset[str]:
    """Return every name of an illness or symptom that the vocabularies have, as written: for mending damaged ones."""
    rows = TermName.objects.filter(term__retired=False).exclude(term__about=About.PURPOSE)
    return frozenset(rows.values_list("text", flat=True).iterator(chunk_size=10_000))


def term(term_id: int) -> VocabularyTerm | None:
    """Return a term, also a retired one."""
    return VocabularyTerm.objects.filter(id=term_id).first()


def vocabularies() -> list[Vocabulary]:
    """Return what was taken in, by name."""
    return list(Vocabulary.objects.order_by("system"))

"""Filling the curators' queue: each night the words that three people use, and those no more that two are left with."""

from django.db import connection, transaction

from bedside.areas.vocabulary.models import Decision, Use, WaitingWord
from bedside.areas.vocabulary.queries import known_words
from bedside.kit.vault import CannotOpen, vault
from bedside.kit.viewing import as_system
from bedside.policy.terms.curating import FEWEST_PEOPLE, band, may_be_shown
from bedside.policy.vocabulary import normalise

_COUNTED = """
    SELECT mark, count(DISTINCT account_id) FROM vocabulary_use
    GROUP BY mark HAVING count(DISTINCT account_id) >= %s
"""


@transaction.atomic
@as_system("counting which words three people use; nobody is told who")
def gather() -> int:
    """Make the queue anew and return how many words wait. One text of a word is opened, to show it to a curator.

    A word leaves the queue when somebody takes it back and two are left, when a vocabulary has it now, or when a
    decision about it stands.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, [FEWEST_PEOPLE])
        people = {bytes(mark): count for mark, count in cursor.fetchall()}
    standing = Decision.objects.filter(undone_at=None, mark__in=list(people)).values_list("mark", flat=True)
    for mark in standing:
        people.pop(bytes(mark), None)
    known = {bytes(row.mark): row for row in WaitingWord.objects.select_for_update()}
    texts = {mark: known[mark].text if mark in known else _opened(mark) for mark in people}
    listed = known_words([normalise(text) for text in texts.values()])
    wanted = {mark: text for mark, text in texts.items() if text and normalise(text) not in listed}
    WaitingWord.objects.exclude(mark__in=list(wanted)).delete()
    for mark, text in wanted.items():
        WaitingWord.objects.update_or_create(mark=mark, defaults={"text": text, "band": band(people[mark])})
    return len(wanted)


def _opened(mark: bytes) -> str:
    """Return a word in clear, tidied so that no spelling tells whose it is; "" for one that may not be shown."""
    for use in Use.objects.filter(mark=mark).order_by("id")[:FEWEST_PEOPLE]:
        try:
            text = vault().open(bytes(use.text_sealed), use.place("text_sealed"))
        except CannotOpen:  # its owner is being erased
            continue
        return normalise(text) if may_be_shown(text) else ""
    return ""

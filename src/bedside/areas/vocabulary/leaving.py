"""What leaving means for words: a member's own go at once, and with them the count that may have shown them."""

from bedside.areas.people.parts import Kind, Part, register
from bedside.areas.vocabulary.actions import forget_curator

PUBLIC = "words of vocabularies, of nobody"

USES = Kind(
    name="words_not_known",
    title="Words of yours that our lists did not know",
    select="""SELECT id, source, text_sealed, term_sealed, used_at FROM vocabulary_use
              WHERE account_id = %(account)s ORDER BY id""",
    per_persona=False,
)
DECISIONS = Kind(
    name="words_decided",
    title="Words about which you decided for this site",
    select="""SELECT text, choice, decided_at, undone_at FROM vocabulary_decision
              WHERE decided_by_id = ANY(%(personas)s) ORDER BY id""",
)

register(
    (
        Part(
            table="vocabulary_use",
            of="account_id = %(account)s",
            export=USES,
            sealed=("text_sealed", "term_sealed"),
        ),
        Part(
            table="vocabulary_decision",
            of="decided_by_id = ANY(%(personas)s) OR undone_by_id = ANY(%(personas)s)",
            erase=forget_curator,
            export=DECISIONS,
        ),
        Part(table="vocabulary_waiting", stays="words of three people or more, made anew each night", left_out=PUBLIC),
        Part(table="vocabulary_vocabulary", stays=PUBLIC, left_out=PUBLIC),
        Part(table="vocabulary_term", stays=PUBLIC, left_out=PUBLIC),
        Part(table="vocabulary_name", stays=PUBLIC, left_out=PUBLIC),
    )
)

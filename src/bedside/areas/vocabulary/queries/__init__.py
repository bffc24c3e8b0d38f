"""Reading vocabularies: what is offered for a free text, which words are known, what a curator sees."""

from bedside.areas.vocabulary.queries.finding import known_words, names_known, suggest, term, term_named, vocabularies
from bedside.areas.vocabulary.queries.mine import is_purpose, term_of_use
from bedside.areas.vocabulary.queries.naming import meant_by, proper_names

__all__ = [
    "is_purpose",
    "known_words",
    "meant_by",
    "names_known",
    "proper_names",
    "suggest",
    "term",
    "term_named",
    "term_of_use",
    "vocabularies",
]

"""What a free text means, as a vocabulary names it: so that two words for one thing are one."""

from collections.abc import Iterable

from bedside.areas.vocabulary.models import TermName, VocabularyTerm
from bedside.areas.vocabulary.queries.finding import term_named
from bedside.policy.vocabulary import normalise


def meant_by(things: Iterable[tuple[str, int | None]]) -> list[str]:
    """Return the proper name of each thing: of the term that was chosen for it, else of the one that has that name.

    `things` are free texts, each with the id of its term or None. What no vocabulary knows keeps its own words.
    """
    asked = [(text, term_id or term_named(text)) for text, term_id in things]
    labels = dict(VocabularyTerm.objects.filter(id__in={number for _, number in asked}).values_list("id", "label"))
    return [labels.get(number, text) if number else text for text, number in asked]


def proper_names(words: Iterable[str]) -> dict[str, str]:
    """Return, for each of these normalised texts that is the proper name of a term, that name as it is written."""
    wanted = set(words)
    labels = TermName.objects.filter(normalised__in=wanted).order_by("-term_id").values_list("term__label", flat=True)
    return {word: label for label in labels if (word := normalise(label)) in wanted}

"""ICD-10-CM as the package simple_icd_10_cm gives it: each code with its description and its inclusion terms.

Chapters and blocks ("Diseases of the nervous system") are headings and no terms; the seventh characters of injuries
("initial encounter") say when somebody was seen, not what she has. Neither is taken.
"""

from collections.abc import Iterable, Iterator

from bedside.policy.terms.model import LONGEST_NAME, About, BadRow, Name, NameKind, Term

Node = tuple[str, str, list[str]]
SYMPTOMS = "R"  # chapter XVIII: symptoms, signs and findings not elsewhere classified


def read(nodes: Iterable[Node]) -> Iterator[Term | BadRow]:
    """Give a term for every code; `BadRow.line` counts the codes."""
    for line, (code, label, inclusions) in enumerate(nodes, start=1):
        if not (code and label.strip()) or len(label) > LONGEST_NAME:
            yield BadRow(line, f'the code "{code[:20]}" has no name, or one of over {LONGEST_NAME} characters')
            continue
        about = About.SYMPTOM if code.startswith(SYMPTOMS) else About.CONDITION
        named = tuple(Name(text, NameKind.SYNONYM) for text in inclusions if 0 < len(text.strip()) <= LONGEST_NAME)
        yield Term(code=code, label=label.strip(), about=about, names=named)

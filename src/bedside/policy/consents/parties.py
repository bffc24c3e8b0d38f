"""Who may ask for a permission to publish, and whom.

House rule: a text that somebody did not ask for is sent to her. So only those ask whose licence was checked, or who
speak for an organisation; and only patients and carers are asked, never a personal persona, which nobody can find.
"""

from typing import Final

from bedside.policy.personas import CARRIES_TITLE

_ASKED: Final = frozenset({"patient", "carer"})


def may_ask(*, kind: str, level: str) -> bool:
    """Say whether a persona of this kind and level may ask somebody for a permission."""
    return kind == "organisation" or (kind == "clinician" and level in CARRIES_TITLE)


def may_be_asked(*, kind: str) -> bool:
    """Say whether a persona of this kind may be asked."""
    return kind in _ASKED

"""What is said, to whom. Plain, short, and nothing that tells whether somebody is in anybody's care.

The public line is the one thing that others see. The first message in the private thread is a script, so that nobody
has to find words at night; who writes it is never named.
"""

from typing import Final

from bedside.policy.escalation.table import Klass

PUBLIC_LINE: Final = "We have written to the author privately."
AFTER_FLAG: Final = "Thank you. This is now with the duty team; you need do nothing more."

FIRST: Final[dict[Klass, str]] = {
    Klass.EMERGENCY: (
        "We read your post, and we are worried about you. If this is happening now, call {number} now. "
        "We can't send help from here. Nobody else can read what you write to us in this place. Are you safe?"
    ),
    Klass.SELF_HARM: (
        "We read your post. Thank you for saying it. You don't have to explain anything. If you could act on it, "
        "call {number} now, or tell somebody near you. You can also write to us here: nobody else can read it."
    ),
    Klass.URGENT: (
        "We read your post. It sounds as if somebody should look at this today. Please call your practice or doctor "
        "today. If it gets worse, call {number}. Nobody else can read what you write to us here."
    ),
    Klass.SENSITIVE: (
        "We read your post. It may be more than you want everybody to read. You decide what stays. "
        "Nobody else can read what you write to us here. In an emergency, call {number}."
    ),
}
FOR_MINORS: Final = "It can help to tell a grown-up you trust. We tell nobody unless you want it."
CHECK_IN: Final[dict[str, str]] = {
    "DAY": "We wrote to you yesterday. How are you today? You need not answer. In an emergency, call {number}.",
    "WEEK": "A week ago we wrote to you. If it would help to talk again, write to us here. In danger, call {number}.",
}
NOT_OPENED: Final = (
    "The practice has not opened your message yet. Please call them. If it gets worse, call {number} now."
)


def first_message(klass: Klass, *, number: str, minor: bool = False) -> str:
    """Return the scripted first message; `number` is the emergency number where the author is."""
    script = FIRST.get(klass, FIRST[Klass.SENSITIVE]).format(number=number)
    return f"{script} {FOR_MINORS}" if minor else script


def check_in(which: str, *, number: str) -> str:
    """Return the message of the site's own persona after a day (DAY) or a week (WEEK)."""
    return CHECK_IN[which].format(number=number)

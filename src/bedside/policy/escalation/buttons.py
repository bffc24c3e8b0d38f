"""Which button a reader has at somebody else's post: the same act, in the words and the place that fit."""

from typing import Final

# Those who speak with authority: for them it stands beside a post of somebody who does not, three presses from the end
# (escalation.yaml: under five seconds).
TAKES_OFF: Final = frozenset({"clinician", "student", "organisation"})
OFF_CHANNEL, WORRIED = "off_channel", "worry"


def button_for(reader: str, author: str) -> str:
    """Return the button of a reader of kind `reader` at a post by somebody of kind `author`."""
    return OFF_CHANNEL if reader in TAKES_OFF and author not in TAKES_OFF else WORRIED

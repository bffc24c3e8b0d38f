"""What the guard says of words that tell of a care relationship."""

from __future__ import annotations

from bedside.policy.guard.messages.shape import CARE, Message

_NEUTRAL = "This is not the place to talk about any one person. Your own clinic can help with questions."
_WHY_CARE = "This can read as news about somebody's care. That may not be told in public, true or not."

MESSAGES: dict[str, Message] = {
    "rel.denial": Message(
        "To say that you do not know someone tells as much as to say that you do.", _NEUTRAL, law=CARE
    ),
    "rel.implied": Message(_WHY_CARE, _NEUTRAL, law=CARE),
    "rel.likely": Message(
        "This may read as news about one person's care. Look at it once more before you post.", _NEUTRAL, law=CARE
    ),
    "rel.named": Message(_WHY_CARE, _NEUTRAL, law=CARE),
    "rel.offer": Message(
        "This can read as an offer of care to one person. Speak of people in general.",
        "In general, people with such questions do best to ask their own clinic.",
        law=("LIC", "ACPFSMB-CH"),
    ),
    "rel.plan": Message(
        "Plans for one person's care belong in a private channel, not in a post.", _NEUTRAL, law=(*CARE, "MS-BLOG")
    ),
    "rel.record": Message("What stands in any record may not be told here.", _NEUTRAL, law=CARE),
    "rel.telling": Message(_WHY_CARE, _NEUTRAL, law=CARE),
    "rel.thanks": Message(
        "Thanks like this can read as news about one person's care. Thank everyone at once.",
        "Thank you for the kind words.",
        law=CARE,
    ),
    "rel.visit": Message(
        "This can read as news about a visit. That may not be told in public, true or not.", _NEUTRAL, law=CARE
    ),
    "rel.you_patient": Message(_WHY_CARE, _NEUTRAL, law=CARE),
}

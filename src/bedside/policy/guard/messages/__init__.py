"""Every sentence the guard says, in one table: rule id -> message.

No sentence repeats what was found, blames the author, or says whether somebody is in anyone's care.
"""

from __future__ import annotations

from bedside.policy.guard.messages import combination, failure, identity, numbers, recency, relation, urgency
from bedside.policy.guard.messages.shape import Message

_PARTS = (combination, failure, identity, numbers, recency, relation, urgency)
MESSAGES: dict[str, Message] = {rule: message for part in _PARTS for rule, message in part.MESSAGES.items()}

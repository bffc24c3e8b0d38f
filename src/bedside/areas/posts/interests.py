"""The interests that a post has to tell, worked out each time it is read (`policy.verification.interests`)."""

import json
from datetime import date
from typing import Any

from bedside.areas.posts.seen import SeenPost
from bedside.kit.html import hashtags_in
from bedside.policy.verification.interests import Interest, told_with

# An expression of the statement of `reading`: the words of a clinician's post with what she declared for its day. It is
# NULL for nearly every post, so that the words are carried along only where there is something to look for.
DECLARED = """CASE WHEN a.kind = 'clinician' THEN (
    SELECT json_build_object('text', p.text, 'day', (p.created_at AT TIME ZONE 'UTC')::date, 'all', json_agg(
        json_build_array(i.payer, i.kind, i.begun, i.ended, i.concerns) ORDER BY i.begun DESC, i.id DESC))::text
    FROM credentials_interest i WHERE i.persona_id = p.author_id
      AND (p.created_at AT TIME ZONE 'UTC')::date BETWEEN i.begun AND coalesce(i.ended, 'infinity'::date)
    HAVING count(*) > 0) END"""


def told(post: SeenPost) -> tuple[Interest, ...]:
    """Return the interests that readers of `post` are told; its pictures and its poll have been read."""
    if post.declared is None:
        return ()
    known: dict[str, Any] = json.loads(post.declared)
    alts = [image.alt for image in post.images]
    options = [option.text for option in post.poll.options] if post.poll else []
    words = "\n".join((post.title, post.topic, post.warning, str(known["text"]), *alts, *options))
    declared = [_interest(*one) for one in known["all"]]
    return told_with(declared, text=words, tags=hashtags_in(words), day=date.fromisoformat(known["day"]))


def _interest(payer: str, kind: str, begun: str, ended: str | None, concerns: list[str]) -> Interest:
    until = date.fromisoformat(ended) if ended else None
    return Interest(payer, kind, date.fromisoformat(begun), until, tuple(concerns))

"""What the site says by its own persona under a post: the one thing that others see of an escalation."""

from django.db import transaction

from bedside.areas.credentials.queries import viewer_of
from bedside.areas.people import actions as people
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import queries
from bedside.areas.posts.actions.publish import put_out
from bedside.areas.posts.actions.sending import Sending
from bedside.areas.posts.models import Post
from bedside.areas.posts.target import Target
from bedside.areas.posts.words import Words
from bedside.kit.errors import NotHere
from bedside.kit.ids import new_id
from bedside.kit.viewing import as_system, viewing


@transaction.atomic
def say_as_site(*, post_id: int, text: str) -> int | None:
    """Answer a post as the site's own persona, to the readers of the post; return the answer's id.

    None where the post is gone, or its author is away: then nobody could read it. There is no `by`: no person speaks.
    """
    with as_system("the site's own persona answers a post"):
        row = Post.objects.filter(id=post_id, gone=False).select_related("space").first()
    author = viewer_of(row.author_id) if row is not None else None
    if row is None or author is None:
        return None
    try:
        with viewing(author.persona_id):
            answered = queries.seen(author, post_id)
    except NotHere:  # the author may not read the place any more
        return None
    with as_system("the site's own persona answers a post"):
        site = people.site_persona()
        by = Viewer(persona_id=site.id, account_id=site.account_id, kind=site.kind, confirmed=True)
        target = Target(space=row.space, audience=row.audience, reply_to=answered)
        return put_out(Sending(by, Words(text=text), target, "pass", post_id=new_id())).id

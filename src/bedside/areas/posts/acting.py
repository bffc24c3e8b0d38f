"""What a carer sees who may read along: the posts that the patient wrote in her communities, and nothing of others.

No drafts, no answers of others, nothing for followers or for people named, and nothing to press: she reads along, she
does not become the patient. Each look is written down.
"""

from bedside.areas.audit.actions import record
from bedside.areas.consents.queries import may_act
from bedside.areas.credentials.queries import viewer_of
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import queries
from bedside.areas.posts.seen import Page
from bedside.areas.spaces import queries as spaces
from bedside.areas.spaces.models import Space
from bedside.kit.errors import NotHere
from bedside.kit.viewing import viewing

READ = ("space", "public")


def posts_of(viewer: Viewer, owner_id: int, *, before: int | None = None) -> Page:
    """Return what the patient wrote, newest first, to a carer who may read along; raise NotHere for everybody else."""
    owner = viewer_of(owner_id)
    if owner is None or not may_act(viewer, owner_id, "read"):
        raise NotHere
    with viewing(owner_id):
        persona = people.own_persona(owner, owner_id)
        page = queries.persona_timeline(owner, persona, before=before)
    about = ("persona", owner_id)
    record("carer.read", by=viewer.persona_id, role="carer", about=about, subject=owner_id, purpose="care")
    return Page(tuple(post for post in page.posts if post.audience in READ), page.next_before)


def communities_of(viewer: Viewer, owner_id: int) -> list[Space]:
    """Return where the patient writes, to a carer who may post for her; raise NotHere for everybody else."""
    owner = viewer_of(owner_id)
    if owner is None or not may_act(viewer, owner_id, "post"):
        raise NotHere
    with viewing(owner_id):
        joined = [space for space in spaces.joined_spaces(owner) if space.kind == "community"]
        return [space for space in joined if spaces.standing(owner, space).may_write]

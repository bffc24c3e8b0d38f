"""A carer writes for a patient who lets her: the post is the patient's own, and says who wrote it."""

from bedside.areas.audit.actions import record
from bedside.areas.consents.queries import may_act
from bedside.areas.credentials.queries import viewer_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.actions.publish import publish
from bedside.areas.posts.models import Post
from bedside.areas.posts.words import Words
from bedside.areas.spaces import queries as spaces
from bedside.kit.errors import NotHere
from bedside.kit.viewing import viewing


def publish_for(
    *, by: Viewer, owner_id: int, words: Words, space_id: int, form_key: int | None = None, agreed: bool = False
) -> Post:
    """Publish `words` in a community of the patient `owner_id`, in her name, written by the carer `by`.

    Raises NotHere where `by` may not, or where the patient is no member; Refused and HeldBack as `publish` does. Text
    only: what a picture of her shows is hers to show.
    """
    owner = viewer_of(owner_id)
    if owner is None or not by.confirmed or words.images or not may_act(by, owner_id, "post"):
        raise NotHere
    with viewing(owner_id):
        space = spaces.space_by_id(owner, space_id)
        if space.kind != "community":
            raise NotHere
        post = publish(
            by=owner, words=words, space_id=space_id, form_key=form_key, agreed=agreed, posted_by=by.persona_id
        )
    record("post.published_for", by=by.persona_id, about=("post", post.id), subject=owner_id)
    return post

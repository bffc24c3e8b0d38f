"""What a member told of herself: for her alone. Who stands in for her is not shown it."""

from typing import Any

from django.db.models import QuerySet

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.models.about_me import AboutMe as Row
from bedside.policy.about_me import AboutMe, Sex


def about_rows(viewer: Viewer) -> QuerySet[Row]:
    """The row of the viewer's account, if there is one."""
    is_owner = viewer.signed_in and not viewer.proxy_id
    return Row.objects.filter(owner_id=viewer.account_id) if is_owner else Row.objects.none()


def own_about(viewer: Viewer) -> AboutMe | None:
    """What the viewer told of herself; None where she told nothing."""
    found = about_rows(viewer).first()
    return from_body(found.opened()) if found else None


def as_body(said: AboutMe) -> dict[str, Any]:
    """What is sealed."""
    return {"sex": said.sex.value if said.sex else None, "born": said.born, "born_unsaid": said.born_unsaid}


def from_body(body: dict[str, Any]) -> AboutMe:
    """What was sealed by `as_body`."""
    sex = Sex(body["sex"]) if body["sex"] else None
    return AboutMe(sex=sex, born=body["born"], born_unsaid=body["born_unsaid"])

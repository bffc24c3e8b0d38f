"""A member tells her sex and year of birth, puts that right, or deletes it."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.sharing import share_of_new
from bedside.areas.records.actions.steps import confirmed_only, hold_source
from bedside.areas.records.errors import Unclear
from bedside.areas.records.models.about_me import AboutMe as Row
from bedside.areas.records.queries.about_me import about_rows, as_body
from bedside.areas.records.queries.days import today
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.about_me import AboutMe, birth_year_can_be


@transaction.atomic
def keep_about(*, by: Viewer, said: AboutMe) -> None:
    """Keep what she tells of herself in place of what she told before. Who may use it stays as she chose.

    Raises Unclear for a year that cannot be, for a year that is told and not told, and where nothing is said; NotHere
    for who stands in for her.
    """
    _begin(by)
    if said.says_nothing:
        raise Unclear("Nothing is filled in.", do="Fill in one of the two, or go back.")
    if said.born is not None and said.born_unsaid:
        raise Unclear("You gave a year, and said that you would rather not.", do="Take one of them out.", field="born")
    if said.born is not None and not birth_year_can_be(said.born, today=today(by)):
        raise Unclear("Nobody here can be born in that year.", do="Write all four figures of it.", field="born")
    row = about_rows(by).first() or Row(owner_id=by.account_id, share=share_of_new(by, "about_me"))
    row.kept_at = now()
    row.seal(as_body(said), key_no=key_no_of(by.persona_id))
    row.save()
    record("records.keep_about", by=by.persona_id, about=("record", None), subject=by.persona_id)


@transaction.atomic
def delete_about(*, by: Viewer) -> None:
    """Delete what she told of herself; it is in no figure that is made from now on. Raises NotHere without any."""
    _begin(by)
    gone, _each = about_rows(by).delete()
    if not gone:
        raise NotHere
    record("records.forget", by=by.persona_id, about=("record", None), subject=by.persona_id)


def _begin(by: Viewer) -> None:
    if by.proxy_id:
        raise NotHere
    confirmed_only(by)
    hold_source(f"about me of {by.account_id}")

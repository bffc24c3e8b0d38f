"""Who entered something into a record, where it was not its owner."""

from django.utils.translation import gettext as _

from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer


def entered_words(viewer: Viewer | None, proxy_id: int) -> str:
    """Return "entered by Ana" for the owner and her carers, who know her; "" where the owner did it herself.

    With None for all others with whom it is shared: they read that it was a carer.
    """
    if not proxy_id:
        return ""
    name, _handle = people.names(viewer, [proxy_id]).get(proxy_id, ("", "")) if viewer else ("", "")
    return _("entered by %(name)s") % {"name": name} if name else _("entered by a carer")

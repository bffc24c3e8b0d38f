"""What goes wrong only when many come at the same moment: with real commits, so in a module without a world."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces import actions as spaces
from bedside.kit.errors import NotHere
from tests.factories import join, make_persona, make_space, viewer_of


@pytest.mark.asvs("2.3.4")
def test_p070_fifty_at_once_get_as_many_places_as_there_are(committed: None) -> None:
    """CVE-2023-37904: a race lets more people join than an invitation allows."""
    space, steward = make_space(), make_persona()
    join(steward, space, role="steward")
    code = spaces.invite(by=viewer_of(steward), space=space, uses=3)
    comers = [viewer_of(make_persona()) for _ in range(50)]

    def come(viewer: Viewer) -> str:
        try:
            spaces.redeem(by=viewer, code=code, consent=True)
        except NotHere:
            return "outside"
        finally:
            connections.close_all()
        return "inside"

    with ThreadPoolExecutor(max_workers=8) as pool:
        assert Counter(pool.map(come, comers)) == {"inside": 3, "outside": 47}

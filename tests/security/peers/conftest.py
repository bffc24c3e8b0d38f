"""What the peers' bugs borrow from the tests of the parts in which they could happen."""

from tests.areas.conftest import committed
from tests.security.ssrf.conftest import net
from tests.security.test_hostile_pictures import places
from tests.security.test_revocation import house

__all__ = ["committed", "house", "net", "places"]

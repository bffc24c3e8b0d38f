"""The one way out: whatever the site reads from another machine comes through `fetch` (security.md section 5).

`fetch(url, purpose)` asks in this order, and again for every redirect: the address is read once (`urls`), the name is
no name of ours, every address it resolves to may be reached (`addresses`), the connection goes to exactly such an
address with the name for TLS and Host (`line`), and the answer keeps the limits of its purpose (`purposes`, `body`).
`kit.wall` stops every other connection that the process would make.
"""

from bedside.kit.fetch.client import Client, Fetched, fetch
from bedside.kit.fetch.errors import NotFetched
from bedside.kit.fetch.purposes import PURPOSES, Purpose

__all__ = ["PURPOSES", "Client", "Fetched", "NotFetched", "Purpose", "fetch"]

"""What may stand in a log: where something failed, never the address that was asked for.

Addresses hold invitation codes, handles and names of treatments; Django writes the address of every failed request.
"""

import logging


class RouteOnly(logging.Filter):
    """Puts the route of a request (`invitations/<code>/`) where Django puts its address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; let it pass."""
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple):
            match = getattr(request, "resolver_match", None)
            route = match.route if match is not None else "an unknown address"
            addresses = (request.path, request.get_full_path())
            record.args = tuple(route if arg in addresses else arg for arg in record.args)
        return True

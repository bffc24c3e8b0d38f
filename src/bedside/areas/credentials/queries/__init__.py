"""What is known of clinicians' personas. Credentials are public: they are what a badge says."""

from bedside.areas.credentials.queries.credential import (
    Badge,
    badge_from,
    badge_of,
    badges,
    level_of,
    standing,
    viewer_of,
)

__all__ = ("Badge", "badge_from", "badge_of", "badges", "level_of", "standing", "viewer_of")

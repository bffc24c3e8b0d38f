"""The code app of a demo's administrator: its secret is known to everybody, as its password is."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

DEMO_SECRET = "BEDSIDEDEMOKEEPERBEDSIDEDEMOKEEP"  # noqa: S105  # base 32; a demo has nothing to hide


def demo_code() -> str:
    """Return what the code app of the demo's administrator shows now."""
    step = int(time.time()) // int(app_settings.TOTP_PERIOD)
    return str(format_hotp_value(hotp_value(DEMO_SECRET, step)))

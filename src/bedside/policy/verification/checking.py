"""What is answered to somebody who pastes a badge: found in the text, judged, and said in one word."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

State = Literal["counts", "lapsed", "suspended", "revoked", "replaced"]
Outcome = Literal["counts", "lapsed", "suspended", "revoked", "replaced", "altered", "elsewhere", "unknown", "no_badge"]

LONGEST_PASTED: Final = 20 * 1024  # characters
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]{2,}")
LINK: Final = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
OURS: Final = re.compile(r"/credentials/([0-9]{1,19})/?(?:badge\.jwt)?")
HOST: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,98}[a-z0-9])?(?::[0-9]{1,5})?")
BADGES: Final = frozenset({"OpenBadgeCredential", "AchievementCredential"})


@dataclass(frozen=True)
class Pasted:
    """What a text holds: a `token`, the `link` of a badge of ours by its number, another `site`'s link, or nothing."""

    token: str = ""
    link: int | None = None
    site: str = ""


def find(text: str, *, address: str) -> Pasted:
    """Return what somebody pasted. A token may be broken into lines, as mail programs do it."""
    linked = LINK.search(text)
    if linked:
        url = linked.group().rstrip(".,;)")
        ours = OURS.fullmatch(url.removeprefix(address)) if url.startswith(f"{address}/") else None
        if ours:
            return Pasted(link=int(ours.group(1)))
        return Pasted() if url.startswith(f"{address}/") else Pasted(site=host_shown(url.split("/")[2]))
    joined = "".join(text.split())
    found = TOKEN.fullmatch(joined) or TOKEN.search(text)
    return Pasted(token=found.group()) if found else Pasted()


def state_of(*, revoked: bool, replaced: bool, suspended: bool, valid_until: datetime, at: datetime) -> State:
    """Return what a credential of ours is worth at the moment `at`."""
    if revoked:
        return "replaced" if replaced else "revoked"
    if suspended:
        return "suspended"
    return "lapsed" if valid_until <= at else "counts"


def is_badge(claims: dict[str, Any]) -> bool:
    """Say whether a token's claims are those of a badge."""
    types = claims.get("type")
    return isinstance(types, list) and any(isinstance(one, str) and one in BADGES for one in types)


def host_shown(host: str) -> str:
    """Return another site's name as it may be shown, empty for what does not look like one."""
    plain = host.casefold()
    return plain if HOST.fullmatch(plain) else ""

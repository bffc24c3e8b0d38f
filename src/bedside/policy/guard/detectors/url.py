"""Links that point to a person (letter N): profile pages, user folders, shared photos, fund-raisers, obituaries.

Links to news, journals and public pages are no findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.model import Hit
from bedside.policy.guard.text import Doc

KIND: Final = "url"
RULES: Final = ("url.profile", "url.shared")

_LINK = re.compile(
    r"(?<![\w@.-])(?:https?://(?:www\.)?|www\.)?(?P<host>(?:[\w-]{1,63}\.){1,5}[a-z]{2,24})(?::\d{2,5})?"
    r"(?P<path>/[^\s<>\"']{0,300})?",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}*_"
_PERSON_PATH = re.compile(
    r"/(?:u|users?|members?|profiles?|people|person|in|~[\w.-]{2,40}|@[\w.-]{2,40})(?:/(?!me\b)[\w.@%-]{2,60})"
    r"|/[~@][\w.-]{2,40}|/profile\.php\?id=\d",
    re.IGNORECASE,
)
_SHARED_PATH = re.compile(
    r"obituar|/memorial|/visit/[\w-]{3}|/(?:album|photos?|gallery|share|shared)/[\w-]{5}|/file/d/",
    re.IGNORECASE,
)
_FIRST_STEP = re.compile(r"/(?P<name>[\w.-]{2,60})(?:/|\?|\Z)")
_SOCIAL = (
    "facebook.com", "instagram.com", "twitter.com", "x.com", "threads.net", "tiktok.com", "snapchat.com", "t.me",
    "linktr.ee", "vk.com", "onlyfans.com", "patreon.com", "ko-fi.com", "paypal.me", "wa.me", "myspace.com",
    "github.com",
)  # fmt: skip
_SHARING = (
    "photos.app.goo.gl", "drive.google.com", "docs.google.com", "dropbox.com", "icloud.com", "flickr.com", "imgur.com",
    "gofundme.com", "justgiving.com", "caringbridge.org", "legacy.com", "findagrave.com", "onedrive.live.com",
    "photos.google.com", "givesendgo.com", "mealtrain.com",
)  # fmt: skip
_NOT_A_PERSON = frozenset(
    {
        "about", "ads", "blog", "business", "communities", "developers", "download", "events", "explore", "features",
        "groups", "hashtag", "help", "home", "i", "intent", "jobs", "legal", "login", "marketplace", "news",
        "notifications", "pages", "policies", "popular", "press", "privacy", "reel", "reels", "search", "settings",
        "share", "signup", "stories", "support", "terms", "topics", "trending", "tv", "video", "videos", "watch",
    }
)  # fmt: skip


def find(doc: Doc) -> Iterator[Hit]:
    """Find links whose address names a person or opens what one person shared."""
    if "." not in doc.norm or "/" not in doc.norm:
        return
    for match in _LINK.finditer(doc.norm):
        path = (match["path"] or "").rstrip(_TRAILING)
        rule = _rule(host=match["host"].lower(), path=path)
        if rule:
            yield Hit(KIND, rule, match.start(), match.start("path") + len(path))


def _rule(*, host: str, path: str) -> str | None:
    if len(path) < 2:
        return None
    if _is_on(host, _SHARING) or _SHARED_PATH.search(path):
        return "url.shared"
    if _PERSON_PATH.match(path) or (_is_on(host, _SOCIAL) and _names_somebody(path)):
        return "url.profile"
    return None


def _is_on(host: str, sites: tuple[str, ...]) -> bool:
    return any(host == site or host.endswith(f".{site}") for site in sites)


def _names_somebody(path: str) -> bool:
    first = _FIRST_STEP.match(path)
    return first is not None and first["name"].lower() not in _NOT_A_PERSON

"""Links that point to a person (letter N): profile pages, user folders, shared photos, fund-raisers, own sites.

Links to news, journals, authorities, schools and bodies of health are no findings: `data/domains.tsv` and the endings
that only such bodies get. A link to any other site may be somebody's own. A name of a site without "http" or "www"
counts when its ending is no English word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from bedside.policy.guard.model import Hit
from bedside.policy.guard.tables import rows
from bedside.policy.guard.text import Doc

KIND: Final = "url"
RULES: Final = ("url.profile", "url.shared", "url.site")

_LINK = re.compile(
    r"(?<![\w@./-])(?P<sign>https?://(?:www\.)?|www\.)?(?P<host>(?:[\w-]{1,63}\.){1,5}[a-z]{2,24})(?::\d{2,5})?"
    r"(?P<path>/[^\s<>\"']{0,300})?",
    re.IGNORECASE,
)
_DOT_IN_A_NAME = re.compile(r"\.[^\W\d_]{2}")
_BODY = re.compile(
    r"(?:^|\.)(?:gov|edu|mil|int|museum|org|nhs\.uk|gov\.[a-z]{2,3}|ac\.[a-z]{2}|edu\.[a-z]{2}|org\.[a-z]{2}|gc\.ca"
    r"|europa\.eu)$|journal|society|foundation|association|institute|university|college|academy|hospital|guideline"
    r"|charity|ministry|medlib|\bnews"
)
_ARTICLE = re.compile(
    r"/(?:news|articles?|doi|abs|abstract|guidelines?|health|topics?|conditions?)/|/(?:19|20)\d\d[/-]"
)
_BARE = re.compile(
    r"\.(?:com|net|info|io|health|clinic|example|dev|app|blog|page|site|online|photos|family|co\.uk|com\.au|co\.nz"
    r"|co\.za"
    r"|co\.in|com\.br|de|fr|nl|se|dk|fi|ie|ca|eu|ch|pl|cz|hu|pt|gr|ru|jp|mx|br|za|nz|tv|cc|uk|biz)$"
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
    """Find links whose address names a person, opens what one person shared, or leads to a site of one's own."""
    if _DOT_IN_A_NAME.search(doc.norm) is None:
        return
    for match in _LINK.finditer(doc.norm):
        path = (match["path"] or "").rstrip(_TRAILING)
        rule = _rule(host=match["host"].lower(), path=path) or _site_rule(match, path=path)
        if rule:
            end = match.end() if match["path"] is None else match.start("path") + len(path)
            yield Hit(KIND, rule, match.start(), end)


def _rule(*, host: str, path: str) -> str | None:
    if len(path) < 2:
        return None
    if _is_on(host, _SHARING) or _SHARED_PATH.search(path):
        return "url.shared"
    if _PERSON_PATH.match(path) or (_is_on(host, _SOCIAL) and _names_somebody(path)):
        return "url.profile"
    return None


def _site_rule(match: re.Match[str], *, path: str) -> str | None:
    """Say whether this may be a site of one's own: of no known body, and surely meant as a link."""
    host = match["host"].lower()
    if _is_public(host) or _is_on(host, (*_SOCIAL, *_SHARING)) or _BODY.search(host) or _ARTICLE.search(path):
        return None
    meant = match["sign"] or (_BARE.search(match["host"]) and (match["host"] == host or path))
    return "url.site" if meant else None


def _is_public(host: str) -> bool:
    """Say whether the host or one it belongs to is in the list."""
    parts = host.split(".")
    return any(".".join(parts[place:]) in _public() for place in range(len(parts) - 1))


@cache
def _public() -> frozenset[str]:
    return frozenset(row[0] for row in rows("domains.tsv"))


def _is_on(host: str, sites: tuple[str, ...]) -> bool:
    return any(host == site or host.endswith(f".{site}") for site in sites)


def _names_somebody(path: str) -> bool:
    first = _FIRST_STEP.match(path)
    return first is not None and first["name"].lower() not in _NOT_A_PERSON

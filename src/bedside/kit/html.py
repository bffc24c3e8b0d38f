"""The only place that makes HTML of what people wrote.

Posts are plain text: paragraphs, line breaks, links, and the mentions and hashtags that the caller has resolved.
Articles may use a small Markdown (headings, lists, quotes, emphasis, links). Whatever comes out has passed `clean`.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from html import escape, unescape
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "br", "a", "strong", "em", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "code", "pre", "bdi"}
ATTRIBUTES = {"a": {"href", "class"}, "ol": {"start"}}
LINK = re.compile(r"https?://[^\s<>\"'`]{1,2000}")
TRAILING = ".,;:!?)]}\u00bb\u201d\u2019"
MENTION = re.compile(r"(?<![\w@/.])@([A-Za-z0-9_]{2,30})(?![\w@])")
HASHTAG = re.compile(r"(?<![\w#/&])#(\w{2,60})")
TOKEN = re.compile(f"{LINK.pattern}|{MENTION.pattern}|{HASHTAG.pattern}")

_markdown = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False}).enable(
    ["heading", "lheading", "list", "blockquote", "emphasis", "link", "autolink", "newline", "escape", "backticks"]
)


def clean(html: str) -> str:
    """Return `html` with nothing left but the few tags and attributes that our texts need."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https"},
        link_rel="nofollow noopener noreferrer",
    )


def mentions_in(text: str) -> list[str]:
    """Return the handles named in `text`, small letters, each once, in order."""
    return list(dict.fromkeys(found.group(1).lower() for found in MENTION.finditer(LINK.sub(" ", text))))


def hashtags_in(text: str) -> list[str]:
    """Return the hashtags of `text` without #, case folded, each once, in order; bare numbers are none."""
    found = (match.group(1).casefold() for match in HASHTAG.finditer(LINK.sub(" ", text)))
    return list(dict.fromkeys(tag for tag in found if not tag.isdigit()))


def from_text(text: str, *, mentions: Mapping[str, str], tag_url: Callable[[str], str] | None) -> str:
    """Return the HTML of a plain text.

    `mentions` maps a handle to the path of its page; handles that are not in it stay plain text. `tag_url` gives the
    path of a hashtag's page; None leaves hashtags plain.
    """

    def token(found: re.Match[str]) -> str:
        whole = found.group()
        if found.group(1):
            path = mentions.get(found.group(1).lower())
            return f'<a class="mention" href="{escape(path)}">{escape(whole)}</a>' if path else escape(whole)
        if found.group(2):
            return (
                f'<a href="{escape(tag_url(found.group(2).casefold()))}">{escape(whole)}</a>'
                if tag_url
                else escape(whole)
            )
        return _link(whole)

    paragraphs = re.split(r"\n\s*\n", text.strip())
    body = "".join(f"<p>{_inline(part, token)}</p>" for part in paragraphs if part.strip())
    return _with_local_links(clean(body))


def _inline(text: str, token: Callable[[re.Match[str]], str]) -> str:
    out, at = [], 0
    for found in TOKEN.finditer(text):
        out += [escape(text[at : found.start()]), token(found)]
        at = found.end()
    out.append(escape(text[at:]))
    return "".join(out).replace("\n", "<br>")


def _link(address: str) -> str:
    """Return a link whose words show the true host: never a remote preview, never a name before an @.

    An address with signs that cannot be seen, or that turn the direction of writing, is no link (P027).
    """
    end = len(address.rstrip(TRAILING))
    address, rest = address[:end], address[end:]
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return escape(address + rest)
    if not host or "@" in parts.netloc or any(unicodedata.category(sign) in ("Cc", "Cf") for sign in address):
        return escape(address + rest)
    path = parts.path if len(parts.path) <= 30 else parts.path[:30] + "…"
    return f'<a href="{escape(address)}">{escape(host + path.rstrip("/"))}</a>{escape(rest)}'


def from_markdown(text: str) -> str:
    """Return the HTML of an article's text; its highest heading becomes h2, since the title is the page's."""
    html = _markdown.render(text)
    html = re.sub(r"<(/?)h[3-6]>", r"<\1h3>", html)
    html = re.sub(r"<(/?)h[12]>", r"<\1h2>", html)
    return clean(html)


def _with_local_links(html: str) -> str:
    """Drop rel from links into our own site: nh3 writes it on every link."""
    return re.sub(r'(<a[^>]*href="/[^"]*"[^>]*?) rel="[^"]*"', r"\1", html)


def plain_start(html: str, *, length: int) -> str:
    """Return the first `length` characters of the words in `html` as plain text, whole words, with … when cut."""
    words = re.sub(r"\s+", " ", unescape(nh3.clean(html.replace("<", " <"), tags=set()))).strip()
    if len(words) <= length:
        return words
    return words[: words.rfind(" ", 0, length)].rstrip(TRAILING) + " …"

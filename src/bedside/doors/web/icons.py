"""The icons of the pages: outlines of Lucide, gathered into one file that browsers keep.

`python -m bedside.doors.web.icons` writes `static/bedside/icons.svg` from the `lucide` package. The file also holds
our own mark and wordmark. Lucide is under the ISC licence; its text lies beside the file (`icons.LICENSE.txt`).
"""

import importlib.resources
import io
import re
import sys
import zipfile
from pathlib import Path

SPRITE = Path(__file__).parent / "static" / "bedside" / "icons.svg"

NAMES = (
    "annoyed",
    "arrow-left",
    "badge-check",
    "bell",
    "book-open",
    "bookmark",
    "bookmark-check",
    "building-2",
    "calendar-days",
    "chart-bar",
    "check",
    "circle-question-mark",
    "clock",
    "copy",
    "door-open",
    "download",
    "ellipsis",
    "eye",
    "file-text",
    "flag",
    "frown",
    "globe",
    "hand-heart",
    "hash",
    "history",
    "hospital",
    "house",
    "image",
    "inbox",
    "info",
    "key",
    "laugh",
    "link",
    "list-checks",
    "lock",
    "log-in",
    "log-out",
    "mail",
    "megaphone",
    "meh",
    "message-circle",
    "message-circle-question-mark",
    "monitor",
    "moon",
    "notebook-pen",
    "pen-line",
    "pencil",
    "phone",
    "pill",
    "pin",
    "plus",
    "repeat-2",
    "reply",
    "scroll-text",
    "search",
    "settings",
    "shield",
    "smartphone",
    "smile",
    "square-check",
    "stethoscope",
    "sun",
    "trash-2",
    "triangle-alert",
    "user",
    "user-plus",
    "users",
    "x",
)

MARK = (
    '<symbol id="mark" viewBox="0 0 32 32"><path fill="currentColor" d="{stem}"/>'
    '<path fill="var(--mark-light, #e0982f)" d="{light}"/></symbol>'
)
WORDMARK = (
    '<symbol id="wordmark" viewBox="0 0 149 32"><path fill="currentColor" d="{letters}"/>'
    '<path fill="var(--mark-light, #e0982f)" d="{light}"/></symbol>'
)


def outline(name: str, *, archive: zipfile.ZipFile) -> str:
    """Give the shapes of one Lucide icon as a symbol `i-NAME`. Raises KeyError for a name that Lucide has not."""
    drawing = archive.read(f"{name}.svg").decode()
    shapes = drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]
    shapes = re.sub(r"\s*\n\s*", "", shapes).replace(" />", "/>")
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{shapes}</symbol>'


def _paths(drawing: str) -> list[str]:
    return re.findall(r'<path class="[il]" d="([^"]+)"', (SPRITE.parent / drawing).read_text(encoding="utf-8"))


def _brand() -> str:
    *stems, light = _paths("mark.svg")
    letters = _paths("wordmark.svg")[0]
    return MARK.format(stem="".join(stems), light=light) + WORDMARK.format(letters=letters, light=light)


def sprite() -> str:
    """Give the whole file of icons as text. The same packages give the same bytes."""
    packed = importlib.resources.files("lucide").joinpath("lucide.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        symbols = "\n".join(outline(name, archive=archive) for name in NAMES)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{_brand()}\n{symbols}\n</svg>\n'


def main() -> None:
    """Write the file of icons and say where."""
    SPRITE.write_text(sprite(), encoding="utf-8")
    sys.stdout.write(f"{len(NAMES)} icons in {SPRITE}\n")


if __name__ == "__main__":
    main()

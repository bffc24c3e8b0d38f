"""PDF from a template of the house and plain data: tagged, so that screen readers can read it (PDF/UA-1).

Words of people go in as data and never as markup. A sign that no font of this machine can draw would make the file
unreadable for screen readers, and the typesetter refuses it; such a sign is written as its name, and the caller is told
that there were some. Fonts of the system are used where there are any.
"""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst

STANDARD: Final = "ua-1"
PROBE: Final = b'#set document(title: "probe")\n#set text(lang: "en")\n#sys.inputs.data'
FEW: Final = 12  # signs of one script that are tried one by one
KEPT_SIGNS: Final = frozenset("\n\t")
UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # steer a line, or are no sign at all


@dataclass(frozen=True)
class Pdf:
    """A finished file. `replaced` says that some signs stand there as their names."""

    content: bytes
    replaced: bool


def typeset(template: Path, data: dict[str, Any]) -> Pdf:
    """Return the PDF that `template` makes of `data`, which it reads as `json(bytes(sys.inputs.data))`."""
    clean = _mapped(data, frozenset())
    try:
        return Pdf(_compiled(template, clean), replaced=False)
    except typst.TypstError:
        missing = undrawable(frozenset(json.dumps(clean, ensure_ascii=False)))
        if not missing:
            raise
        return Pdf(_compiled(template, _mapped(clean, missing)), replaced=True)


def named(sign: str) -> str:
    """Return a sign in words: "[grinning face]"."""
    return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"


def undrawable(signs: frozenset[str]) -> frozenset[str]:
    """Return those of these signs that no font here can draw. Scripts are tried as a whole, small ones sign by sign."""
    scripts: dict[str, set[str]] = {}
    for sign in signs:
        if ord(sign) > 0x17F:  # Latin is drawn by the fonts that come with the typesetter
            scripts.setdefault(unicodedata.name(sign, "?").split()[0], set()).add(sign)
    missing: set[str] = set()
    for script in scripts.values():
        if not _draws("".join(sorted(script))):
            alone = len(script) <= FEW
            missing |= {sign for sign in script if not (alone and _draws(sign))}
    return frozenset(missing)


@lru_cache(maxsize=4096)
def _draws(text: str) -> bool:
    try:
        typst.compile(PROBE, sys_inputs={"data": text}, pdf_standards=STANDARD)
    except typst.TypstError:
        return False
    return True


def _compiled(template: Path, data: dict[str, Any]) -> bytes:
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    made = typst.compile(template, root=template.parent, sys_inputs=inputs, pdf_standards=STANDARD)
    if not isinstance(made, bytes):
        raise TypeError("one file was expected")
    return made


def _mapped(value: Any, missing: frozenset[str]) -> Any:
    """Return data with every text cleaned: no sign that is not to be seen, and missing ones as their names."""
    if isinstance(value, str):
        if value.isascii() and value.isprintable():  # each font draws it; a picture is a long text of this kind
            return value
        return "".join(_sign(sign, missing) for sign in unicodedata.normalize("NFC", value))
    if isinstance(value, dict):
        return {key: _mapped(one, missing) for key, one in value.items()}
    return [_mapped(one, missing) for one in value] if isinstance(value, Iterable) else value


def _sign(sign: str, missing: frozenset[str]) -> str:
    if sign in missing:
        return named(sign)
    return "" if sign not in KEPT_SIGNS and unicodedata.category(sign) in UNSEEN else sign

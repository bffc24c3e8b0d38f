"""QR codes as outlines: one path of an SVG, for a page or for paper, without a word of foreign markup."""

from dataclasses import dataclass
from typing import Final

import segno

QUIET: Final = 4  # modules of white around a code, as ISO/IEC 18004 asks for


@dataclass(frozen=True, slots=True)
class Code:
    """A code of `size` by `size` modules with its margin; `path` draws the dark ones, each one unit wide."""

    size: int
    path: str

    @property
    def svg(self) -> str:
        """Return the code as an SVG file."""
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.size} {self.size}">'
        return f'{head}<path d="{self.path}"/></svg>'


def code_of(text: str) -> Code:
    """Return the code that says `text`. It is read although up to 15 % of it are covered (error correction M)."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    runs = "".join(_row(place, row) for place, row in enumerate(rows))
    return Code(len(rows) + 2 * QUIET, runs)


def _row(place: int, row: list[int]) -> str:
    """Draw neighbours as one bar: between single squares some screens show hairlines."""
    bars, start = [], None
    for column, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = column
        if not dark and start is not None:
            bars.append(f"M{start + QUIET} {place + QUIET}h{column - start}v1h-{column - start}z")
            start = None
    return "".join(bars)

"""The clock of the site's processes jumps an hour, there and back, while members write."""

import os
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.ops.drill.stage import Seen, stage
from tests.ops.drill.writers import logged_in, rows
from tests.ops.site import Site

SHIFTED = Path(__file__).parent / "shifted"


def _set(file: Path, seconds: float) -> None:
    draft = file.with_suffix(".new")
    draft.write_text(str(seconds))
    draft.rename(file)


def jumping_clock(hours: int) -> Seen:
    """Shift the clock by so many hours, look whether sessions hold and ids rise, and shift it back."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "clock"
        file.write_text("0")
        settings = {"PYTHONPATH": f"{SHIFTED}{os.pathsep}{os.environ.get('PYTHONPATH', '')}", "DRILL_CLOCK": str(file)}
        with stage(**settings) as here:
            session = logged_in(here.site, 0)
            for shift in (hours * 3600, 0):
                _set(file, shift)
                time.sleep(0.3)
                count = here.writers.count
                here.recover(lambda count=count: here.writers.count >= count + 6, what="nobody can write")  # type: ignore[misc]
                here.seen.need(_offset(here.site) == hours * bool(shift), "the clock of the site did not jump")
                here.seen.need(session.get("/drafts/")[0] == 200, f"signed out by a clock {shift} s away")
                here.seen.need(logged_in(here.site, 0).get("/drafts/")[0] == 200, "nobody can log in")
    return here.seen


def _offset(site: Site) -> int:
    """Return by how many hours the post that was written last is ahead of the database's clock."""
    newest = "SELECT created_at FROM posts_post ORDER BY xmin::text::bigint DESC LIMIT 1"
    found = rows(site, f"SELECT round(extract(epoch FROM (({newest}) - now())) / 3600)")
    return int(str(found[0][0]))


ONE_HOUR = {hours: partial(jumping_clock, hours) for hours in (1, -1)}

"""Disks that are full or read-only: small ones in memory, put under the directories of the site."""

import io
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PIL import Image

from bedside.kit.ids import new_id
from tests.ops.drill.kills import postmaster
from tests.ops.drill.stage import LIMIT, Seen, Stage, answers, stage
from tests.ops.drill.writers import CANARY, logged_in, rows
from tests.ops.processes import family
from tests.ops.site import Browser, until

DATABASE = "postgres/data"
ROOM = 192 << 20  # bytes of the disk on which the database lies
LITTLE = 64 << 10  # bytes of the disk on which pictures, or mails, lie


@contextmanager
def disk(at: Path, size: int, *, kept: Path) -> Iterator[None]:
    """Make a directory a disk of so many bytes, with what lay there, which goes to `kept`, on it; root only."""
    at.mkdir(exist_ok=True)
    at.rename(kept)
    at.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=0755", "bedside-drill", str(at)], check=True)
    try:
        subprocess.run(["cp", "-a", f"{kept}/.", str(at)], check=True)
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)


@contextmanager
def stage_on(name: str, size: int) -> Iterator[Stage]:
    """Yield a site whose directory DATA/`name` is a disk of its own."""
    with stage(prepare=lambda data: disk(data / name, size, kept=data.parent / "kept")) as here:
        yield here


def fill(place: Path) -> Path:
    """Fill a disk to the last byte; the file that does it is returned."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 512):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    return ballast


def remount(place: Path, how: str) -> None:
    """Make a disk read-only (`ro`) or writable again (`rw`)."""
    subprocess.run(["mount", "-o", f"remount,{how}", str(place)], check=True)


def full_database() -> Seen:
    """Fill the database's disk while members write, and make room again."""
    with stage_on(DATABASE, ROOM) as here:
        ballast = fill(here.site.data / DATABASE)
        until(lambda: here.writers.said[503] >= 3, limit=LIMIT, what=lambda: f"nobody was told; {here.writers.said}")
        here.seen.need(answers(here.site, "/healthz") == 200, "healthz does not answer while the disk is full")
        ballast.unlink()
        count = here.writers.count
        here.recover(lambda: here.writers.count > count, what="writing does not go on")
    return here.seen


def read_only_database() -> Seen:
    """Make the database's disk read-only as a failing one does: the server dies, and cannot start."""
    with stage_on(DATABASE, ROOM) as here:
        place = here.site.data / DATABASE
        until(lambda: _died_of_it(here, place), limit=LIMIT, what=lambda: "the disk is busy")
        here.seen.need(answers(here.site, "/healthz") == 200, "healthz does not answer")
        here.seen.need(answers(here.site) == 503, "readyz does not say 503")
        until(
            lambda: "read-only" in here.site.log().lower(),
            limit=LIMIT,
            what=lambda: f"the log does not name the cause\n{here.site.log()[-2000:]}",
        )
        remount(place, "rw")
        here.recover(lambda: answers(here.site) == 200, what="the site does not come back")
    return here.seen


def _died_of_it(here: Stage, place: Path) -> bool:
    """Kill the server and make its disk read-only before it is started again; say whether we were quick enough."""
    server = postmaster(here.site)
    if not server:
        return False
    for process in family(server):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    for _ in range(20):
        done = subprocess.run(["mount", "-o", "remount,ro", str(place)], check=False, capture_output=True)
        if done.returncode == 0:
            return True
    return False


def _picture() -> bytes:
    picture = Image.effect_noise((640, 480), 90).convert("RGB")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _send_picture(browser: Browser) -> tuple[int, str, str]:
    fields = {"text": f"A {CANARY} in a picture.", "audience": "public", "do": "publish", "alt_1": "Noise."}
    token = browser.token("/compose/")
    return browser.post_file(
        "/compose/", name="image_1", file=_picture(), key=str(new_id()), csrfmiddlewaretoken=token, **fields
    )


def full_media() -> Seen:
    """Fill the disk of the pictures: words still go out, pictures are refused with a reason, later they go."""
    with stage_on("media", 2 << 20) as here:
        browser = logged_in(here.site, 0)
        ballast = fill(here.site.data / "media")
        status, body, _where = _send_picture(browser)
        here.seen.need(status == 422 and "no room for pictures" in body, f"the picture was answered with {status}")
        here.seen.need(CANARY in body, "what was typed is not on the page")
        half = [path for path in (here.site.data / "media").rglob("*") if path.is_file() and path != ballast]
        here.seen.need(half == [], f"half a picture is left: {half}")
        here.wait_for_posts(6)
        ballast.unlink()
        here.recover(lambda: _send_picture(browser)[0] == 302, what="pictures are still refused")
    return here.seen


def read_only_media() -> Seen:
    """Make the disk of the pictures read-only."""
    with stage_on("media", 2 << 20) as here:
        browser = logged_in(here.site, 0)
        place = here.site.data / "media"
        remount(place, "ro")
        status, body, _where = _send_picture(browser)
        here.seen.need(status == 422 and "no room for pictures" in body, f"the picture was answered with {status}")
        here.wait_for_posts(6)
        remount(place, "rw")
        here.recover(lambda: _send_picture(browser)[0] == 302, what="pictures are still refused")
    return here.seen


def full_spool() -> Seen:
    """Fill the disk on which mails are written: they wait in the queue, and each is written once when there is room."""
    with stage_on("mail", LITTLE) as here:
        place = here.site.data / "mail"
        ballast = fill(place)
        ask_for_mail(here, 3)
        until(lambda: _tried(here) > 0, limit=LIMIT, what=lambda: "the mail was not tried")
        here.wait_for_posts(6)
        ballast.unlink()
        hurry(here)
        here.recover(lambda: waiting_mails(here) == 0, what="the mail is not written")
        here.seen.need(_written(place) == 1, f"{_written(place)} mails were written, not 1")
    return here.seen


def _written(place: Path) -> int:
    return sum(path.read_text().count("Subject:") for path in place.glob("*.log"))


def _tried(here: Stage) -> int:
    found = rows(here.site, "SELECT coalesce(max(attempts), 0) FROM procrastinate_jobs WHERE queue_name = 'mail'")
    return int(str(found[0][0]))


def waiting_mails(here: Stage) -> int:
    """Return how many mails that were asked for have not gone out; those that tell of news are not of this drill."""
    asked = (
        "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'mail' AND args->>'kind' IS DISTINCT FROM 'news'"
    )
    found = rows(here.site, asked)
    return int(str(found[0][0]))


def hurry(here: Stage) -> None:
    """Let the pauses between tries pass at once."""
    rows(here.site, "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")


def ask_for_mail(here: Stage, number: int) -> None:
    """Ask for a new password by mail, as a member would."""
    browser = Browser(here.site.address)
    token = browser.token("/new-password/")
    status, _body, _where = browser.post("/new-password/", mail=f"w{number}@drill.example", csrfmiddlewaretoken=token)
    here.seen.need(status in (200, 302), f"asking for a mail was answered with {status}")

"""Members who write while something fails, and the book of what the site has promised them."""

import subprocess
import sys
import threading
import time
from collections import Counter

import psycopg

from bedside.kit.ids import new_id
from bedside.kit.postgres import Cluster
from tests.ops.site import LOST, Browser, Site, environment

PASSWORD = "correct horse battery staple"
CANARY = "quillfeather"  # stands in everything that is written, and in no log
DOMAIN = "drill.example"
EACH = 24  # posts by one account; policy/limits.py lets a persona write 30 in an hour
PAUSE = 0.2
MAKE = """
import sys
import django; django.setup()
from django.contrib.auth.hashers import make_password
from bedside.areas.people.actions.accounts import clean_wish, create_account
from bedside.areas.people.actions.personas import take_handle
from django.db import transaction

password, domain, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
hashed = make_password(password)
for number in range(count + 1):
    wish = clean_wish(kind="patient", name=f"Quiet Heron {number}", handle=f"quiet_heron_{number}",
                      mail=f"w{number}@{domain}", password=password)
    with transaction.atomic():
        take_handle(wish.handle)
        create_account(wish=wish, password_hash=hashed, confirmed=True)
"""


def settings_of(site: Site) -> dict[str, str]:
    """Return the environment of a process of ours that works on the site's database as the system."""
    return {
        "DATABASE_URL": Cluster(site.data / "postgres").url("app"),
        "BEDSIDE_DATA": str(site.data),
        "DJANGO_SETTINGS_MODULE": "bedside.site.settings",
        "BEDSIDE_SERVES": "nobody",
    }


def run_inside(site: Site, program: str, *words: str) -> str:
    """Run a program of ours beside the site, and return what it printed."""
    command = [sys.executable, "-W", "ignore", "-c", program, *words]
    done = subprocess.run(
        command, env=environment(**settings_of(site)), capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def make_accounts(site: Site, count: int) -> None:
    """Make the accounts 0 to `count`; nobody writes with 0, who is told of the answers."""
    run_inside(site, MAKE, PASSWORD, DOMAIN, str(count))


def logged_in(site: Site, number: int) -> Browser:
    """Return a browser in which an account has logged in."""
    browser = Browser(site.address)
    browser.log_in(f"w{number}@{DOMAIN}", PASSWORD)
    return browser


def publish(browser: Browser, text: str, *, path: str = "/compose/") -> tuple[int, str, str]:
    """Write one post."""
    token = browser.token("/compose/")
    fields = {"text": text, "audience": "public", "do": "publish", "key": str(new_id())}
    return browser.post(path, **fields, csrfmiddlewaretoken=token)


class Writer(threading.Thread):
    """Writes posts and answers in turn; a form that was not answered is sent again as it is, as a person would."""

    def __init__(self, site: Site, accounts: list[int], answered: str, stop: threading.Event) -> None:
        super().__init__(name=f"writer {accounts[0]}")
        self.acknowledged: dict[str, str] = {}  # text -> where the site sent us
        self.answers: set[str] = set()  # those of them that answer the post `answered`
        self.refused: list[str] = []
        self.said: Counter[int] = Counter()  # statuses other than success
        self.unhelpful = 0  # answers of 503 without Retry-After
        self._site, self._accounts, self._answered, self._stop_now = site, accounts, answered, stop
        self._browser, self._token, self._count = Browser(site.address), "", 0

    def run(self) -> None:
        for account in self._accounts:
            for _turn in range(EACH):
                if self._stop_now.is_set():
                    return
                self._count += 1
                self._write(account, first=_turn == 0)
                time.sleep(PAUSE)
        self.refused.append("there was no account left to write with")

    def _write(self, account: int, *, first: bool) -> None:
        text = f"The {CANARY} sang again, says {self.name} for the {self._count}. time."
        is_answer = self._count % 2 == 0
        path = f"/posts/{self._answered}/reply/" if is_answer else "/compose/"
        fields = {"text": text, "audience": "public", "do": "publish", "key": str(new_id())}
        ready = not first
        while text not in self.acknowledged and not self.refused:
            try:
                if not ready:
                    self._enter(account)
                    ready = True
                self._take(text, self._browser.post(path, **fields, csrfmiddlewaretoken=self._token))
            except (*LOST, AssertionError):  # the log-in form itself may be answered with 503
                time.sleep(0.1)
        if is_answer:
            self.answers.add(text)

    def _enter(self, account: int) -> None:
        self._browser = logged_in(self._site, account)
        self._token = self._browser.token("/compose/")

    def _take(self, text: str, answer: tuple[int, str, str]) -> None:
        status, body, where = answer
        if status == 302 and "/posts/" in where:
            self.acknowledged[text] = where
            return
        self.said[status] += 1
        self.unhelpful += status == 503 and "Retry-After" not in self._browser.headers
        if status < 500:
            self.refused.append(f"{status} {where} {body[:2000]}")
        time.sleep(0.1)


class Writers:
    """Several writers at once, and what can be said of them when all is over."""

    def __init__(self, site: Site, *, count: int, accounts_each: int) -> None:
        make_accounts(site, count * accounts_each + 1)  # the last one is told of clocks (`running`)
        _status, _body, where = publish(logged_in(site, 0), f"Who hears the {CANARY} too?")
        answered = where.partition("/posts/")[2].strip("/").partition("#")[0].strip("/")
        assert answered.isdigit(), where
        self.answered, self._site, self._stop = answered, site, threading.Event()
        own = [list(range(1 + n * accounts_each, 1 + (n + 1) * accounts_each)) for n in range(count)]
        self.all = [Writer(site, accounts, answered, self._stop) for accounts in own]

    def start(self) -> None:
        """Let them write."""
        for writer in self.all:
            writer.start()

    def stop(self) -> None:
        """Let each finish the sentence, and wait for it."""
        self._stop.set()
        for writer in self.all:
            writer.join(60)
        assert not any(writer.is_alive() for writer in self.all), "a writer still waits for an answer"

    @property
    def count(self) -> int:
        """How many posts were acknowledged so far."""
        return sum(len(writer.acknowledged) for writer in self.all)

    @property
    def acknowledged(self) -> list[str]:
        """The texts of all acknowledged posts."""
        return [text for writer in self.all for text in writer.acknowledged]

    @property
    def refused(self) -> list[str]:
        """What was answered with neither a post nor a failure."""
        return [answer for writer in self.all for answer in writer.refused]

    @property
    def said(self) -> Counter[int]:
        """Which failures were answered, by status."""
        return sum((writer.said for writer in self.all), Counter())

    def stored(self) -> Counter[str]:
        """What is in the database, by text."""
        return Counter(text for (text,) in rows(self._site, "SELECT text FROM posts_post WHERE NOT gone"))

    def notices(self) -> tuple[int, int]:
        """Return how many notices the answers should have made, and how many there are."""
        told = rows(self._site, "SELECT count(*) FROM notify_notice WHERE answered_id = %s", int(self.answered))
        stored = self.stored()
        return sum(stored[text] for writer in self.all for text in writer.answers), int(str(told[0][0]))


def rows(site: Site, statement: str, *values: object) -> list[tuple[object, ...]]:
    """Ask the site's database as the system."""
    url = Cluster(site.data / "postgres").url("super")
    with psycopg.connect(url, options="-c bedside.viewer=-1", autocommit=True) as database:
        found = database.execute(statement, values)
        return found.fetchall() if found.description else []

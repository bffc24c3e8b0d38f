"""The wall stands: nothing of the process reaches another machine, whatever library tries."""

import ast
import subprocess
import sys

import pytest

from tests.shape.source import ROOT

BEGIN = """
import socket, sys
sys.path.insert(0, {src!r})
from bedside.kit import wall
wall.put_up(); wall.put_up()
def tried(act):
    try:
        act()
    except wall.WalledOff:
        return "walled off"
    except OSError:
        return "let through"
    return "let through"
"""
STRANGER = "203.0.113.9"  # an example address: nobody is there
TRIES = {
    "tcp": f"socket.create_connection(({STRANGER!r}, 9), 0.01)",
    "tcp without waiting": f"socket.socket().connect_ex(({STRANGER!r}, 9))",
    "tcp over ipv6": "socket.socket(socket.AF_INET6).connect(('2001:db8::1', 9))",
    "udp": f"socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ({STRANGER!r}, 9))",
    "udp message": f"socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, ({STRANGER!r}, 9))",
    "any address": "socket.socket().connect(('0.0.0.0', 9))",
    "http": f"__import__('http.client').client.HTTPConnection({STRANGER!r}, timeout=0.01).request('GET', '/')",
    "smtp": f"__import__('smtplib').SMTP({STRANGER!r}, timeout=0.01)",
    "asyncio": f"__import__('asyncio').run(__import__('asyncio').open_connection({STRANGER!r}, 9))",
}
ALLOWED = {
    "loopback": "socket.create_connection(('127.0.0.1', 9), 0.01)",
    "loopback over ipv6": "socket.socket(socket.AF_INET6).connect(('::1', 9))",
    "a socket in the file system": "socket.socket(socket.AF_UNIX).connect('/nowhere')",
    "a pair": "socket.socketpair()[0].sendmsg([b'x'])",
}


def run(code: str) -> str:
    """Run code behind the wall, in a process of its own, since a wall is for good; return what it printed."""
    command = [sys.executable, "-I", "-c", BEGIN.format(src=str(ROOT / "src")) + code]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


@pytest.fixture(scope="module")
def went() -> dict[str, str]:
    """Try everything in one process; return how each went."""
    tries = ", ".join(f"{how!r}: tried(lambda: {act})" for how, act in (TRIES | ALLOWED).items())
    found: dict[str, str] = ast.literal_eval(run(f"print({{{tries}}})"))
    return found


@pytest.mark.asvs("13.2.4", "13.2.5")
@pytest.mark.parametrize("how", sorted(TRIES))
def test_no_connection_leaves(went: dict[str, str], how: str) -> None:
    assert went[how] == "walled off"


@pytest.mark.parametrize("how", sorted(ALLOWED))
def test_this_machine_can_be_reached(went: dict[str, str], how: str) -> None:
    assert went[how] == "let through"


def test_the_wall_opens_for_the_block_and_the_thread_that_says_so():
    code = f"""
import threading
seen = []
def other():
    seen.append(tried(lambda: socket.create_connection(({STRANGER!r}, 9), 0.01)))
with wall.opened():
    seen.append(tried(lambda: socket.create_connection(({STRANGER!r}, 9), 0.01)))
    thread = threading.Thread(target=other); thread.start(); thread.join()
other()
print(seen)
"""
    assert run(code).strip() == "['let through', 'walled off', 'walled off']"


@pytest.mark.asvs("13.2.5")
@pytest.mark.parametrize("module", ["bedside/site/wsgi.py", "bedside/site/worker.py"])
def test_the_web_server_and_the_worker_put_it_up(module: str) -> None:
    source = (ROOT / "src" / module).read_text()
    assert "wall.put_up()" in source

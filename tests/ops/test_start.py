"""`bedside up` says clearly why it does not start."""

import socket
from pathlib import Path

import pytest

from tests.ops.site import bedside, data_directory, free_port


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = bedside("up", "--data", str(tmp_path / "data"), "--port", str(port))
    assert (done.returncode, done.stderr) == (
        1,
        f"bedside: Port {port} is in use. Stop the other program, or choose another port with --port. (port_in_use)\n",
    )


def test_a_data_directory_that_is_in_use_is_named() -> None:
    from bedside.kit.postgres import Cluster

    with data_directory() as data, Cluster(data / "postgres", durable=False):
        done = bedside("up", "--data", str(data), "--port", str(free_port()))
    assert done.returncode == 1
    assert "already runs the database in" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("BEDSIDE_PROT", "bedside: unknown setting BEDSIDE_PROT; did you mean BEDSIDE_PORT?\n"),
        ("BEDSIDE_WHATEVER_THIS_MAY_BE_CALLED", "bedside: unknown setting BEDSIDE_WHATEVER_THIS_MAY_BE_CALLED\n"),
    ],
)
def test_an_unknown_setting_refuses_to_start(tmp_path: Path, name: str, said: str) -> None:
    done = bedside("up", "--data", str(tmp_path / "data"), **{name: "1"})
    assert (done.returncode, done.stderr) == (2, said)
    assert not (tmp_path / "data").exists()

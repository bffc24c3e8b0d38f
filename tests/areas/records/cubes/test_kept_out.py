"""A web process never loads what only the night needs: it is large, and nothing of a request may count rows."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
LOADS = """
import django; django.setup()
import bedside.doors.web.urls, bedside.areas.records.actions, bedside.areas.records.jobs, sys
print(sorted({"duckdb", "ibis", "opendp", "pandas", "pyarrow"} & set(sys.modules)))
"""


def test_the_pages_load_neither_duckdb_nor_ibis_nor_opendp() -> None:
    environ = os.environ | {"PYTHONPATH": f"{ROOT}/src:{ROOT}", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", LOADS]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == "[]"

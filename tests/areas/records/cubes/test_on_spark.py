"""The fifteen counts on Spark are those of DuckDB, row for row. `make test-spark` runs it, where there is Java."""

import json
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from bedside.areas.records.cubes import definitions
from tests.areas.records.cubes.test_definitions import TODAY, counted_by_duckdb, invented, plain

ROOT = Path(__file__).resolve().parents[4]
PYTHON = ROOT / ".venv-spark" / "bin" / "python"


@pytest.mark.spark
@pytest.mark.skipif(not (PYTHON.exists() and shutil.which("java")), reason="needs `make test-spark`, and Java")
def test_spark_and_duckdb_count_the_same(tmp_path: Path) -> None:
    tables = invented(random.Random(8))
    (tmp_path / "tables.json").write_text(json.dumps({"today": TODAY, "tables": tables}))
    command = [PYTHON, ROOT / "tools" / "spark" / "counts.py", tmp_path]
    environ = {name: os.environ[name] for name in ("PATH", "HOME", "JAVA_HOME", "LANG") if name in os.environ}
    environ |= {"PYTHONPATH": f"{ROOT / 'src'}", "PYSPARK_PYTHON": str(PYTHON), "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    there = json.loads((tmp_path / "counts.json").read_text())["counts"]
    here = counted_by_duckdb(tables, tmp_path)
    assert set(there) == set(definitions.CUBES)
    for name, rows in here.items():
        assert rows, name
        assert plain([tuple(row) for row in there[name]]) == plain(rows), name

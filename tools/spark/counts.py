"""Runs the fifteen counts on Spark: run by tests/areas/records/cubes/test_on_spark.py, in an environment of its own.

The argument is a folder: `tables.json` holds the rows and the types of each table, `counts.json` is written beside it.
What runs are the statements that the site would run (`definitions.sql`), in Spark's dialect; nothing is changed for it.
"""

import json
import sys
from pathlib import Path
from typing import Any

import ibis
from pyspark.sql import SparkSession, types

from bedside.areas.records.cubes import definitions
from bedside.areas.records.cubes.tables import COLUMNS, UNITS

DIALECT = "pyspark"
TYPES = {
    "int8": types.ByteType,
    "int32": types.IntegerType,
    "int64": types.LongType,
    "string": types.StringType,
    "boolean": types.BooleanType,
}


def main(folder: Path) -> int:
    """Count, and write down what came of it and which Spark it was."""
    given = json.loads((folder / "tables.json").read_text())
    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    ibis.pyspark.connect(session)  # else Ibis has no options of Spark, and trips over a number like 0.5
    for name, rows in given["tables"].items():
        _frame(session, name, rows).createOrReplaceTempView(name)
    session.sql(definitions.units_sql(given["today"], DIALECT)).cache().createOrReplaceTempView(UNITS)
    counts = {name: _rows(session.sql(definitions.sql(name, DIALECT))) for name in definitions.CUBES}
    (folder / "counts.json").write_text(json.dumps({"spark": session.version, "counts": counts}))
    session.stop()
    return 0


def _frame(session: Any, name: str, rows: list[dict[str, Any]]) -> Any:
    fields = [types.StructField(column, TYPES[kind]()) for column, kind in COLUMNS[name].items()]
    return session.createDataFrame([[row[f.name] for f in fields] for row in rows], types.StructType(fields))


def _rows(found: Any) -> list[list[Any]]:
    return [list(row) for row in found.collect()]


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))

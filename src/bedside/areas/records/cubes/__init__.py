"""The nightly counts: rows of consented members, out of PostgreSQL into Parquet, counted by DuckDB, and forgotten.

Nothing but this package imports `duckdb` and `ibis`, and no web process ever does (`.importlinter`).
"""

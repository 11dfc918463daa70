"""Plain sheets as tidy tables: one Parquet file a table."""

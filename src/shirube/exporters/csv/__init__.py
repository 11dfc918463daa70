"""Plain sheets as tidy tables: one CSV file a table, and a codebook."""

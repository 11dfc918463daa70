"""Plain sheets as tidy tables: one workbook, a worksheet a table."""

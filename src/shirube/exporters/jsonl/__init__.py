"""The tables as JSON Lines: one file a table, one object a row."""

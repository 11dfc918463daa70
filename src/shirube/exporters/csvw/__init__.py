"""CSVW: the CSV files with a W3C description of their columns."""

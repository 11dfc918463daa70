"""Data Package v2: the CSV files with a description that tools load them by."""

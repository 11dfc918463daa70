"""Checking sheets: rules/ holds one rule a file."""

"""Municipalities, units, users, roles; the permission table; the log."""

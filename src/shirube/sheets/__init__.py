"""Stored sheets, versions, corrections, import runs; to and from the plain sheet."""

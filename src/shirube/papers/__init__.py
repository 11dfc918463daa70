"""Printed documents from sheets: PDF for every reader, and plain text to read aloud."""

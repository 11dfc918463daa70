"""The plan tree, indicators, projects, and the ledger of their identity."""

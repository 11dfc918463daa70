"""The command that builds the fictional city and serves it."""

"""The fictional city 見本市: its files, and the command that takes them through the whole round."""

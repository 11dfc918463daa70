"""The fictional city 見本市: its files, taken through the whole round; put here, and removed."""

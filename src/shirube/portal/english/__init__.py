"""The English interface: pages computed on demand from the newest edition of each year.

What the municipality wrote stays Japanese and is marked so; only what Shirube says is English.
"""

"""Editions: what was published, frozen, numbered."""

"""Shirube 標: policy evaluation that a municipality runs, and its citizens can read."""

__version__ = "0.1.0"

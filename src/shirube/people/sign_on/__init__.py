"""Signing on: who somebody is, proven twice."""

"""For every test: Hypothesis never judges by time, machines differ."""

from hypothesis import settings

settings.register_profile("shirube", deadline=None)
settings.load_profile("shirube")

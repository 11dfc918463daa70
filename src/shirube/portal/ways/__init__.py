"""Ways in that a city decides: topics for residents, committees of the council.

They change with the city's decisions, so they are no part of a frozen edition: a server computes
them from the newest one, a static site gets them as files; both with the same contexts.
"""

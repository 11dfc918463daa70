"""From evaluation to budget: what was said and what was given, side by side. No Django.

It shows and adds up. It proposes no amount, and a pair of changes is no proof of a cause.
"""

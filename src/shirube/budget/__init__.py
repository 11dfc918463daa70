"""Money from the finance system, and from the evaluation into the next budget."""

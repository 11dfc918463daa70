"""Plain sheets as they are: one JSON array, and its JSON Schema."""

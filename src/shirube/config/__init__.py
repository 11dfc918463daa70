"""Settings, root addresses, health: knows every room, known by none."""

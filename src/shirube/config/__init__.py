"""Settings, root urls, health: knows every room, known by none."""

"""What can be asked. ``interface`` puts the operations together; each file is one kind of thing."""

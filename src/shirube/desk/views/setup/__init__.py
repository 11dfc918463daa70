"""Setting up: each step can be left and taken up again, what is there is shown."""

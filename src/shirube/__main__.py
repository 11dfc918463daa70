"""``python -m shirube``: the same as ``shirube``."""

from shirube.commands.main import app

app(prog_name="shirube")

"""Routes as data: the model, and the four that come ready (one TOML file each)."""

import tomllib
from functools import cache
from importlib import resources

from shirube.workflow.routes.model import DONE, Route, Stage

__all__ = ["DONE", "Route", "Stage", "ready_routes"]


@cache
def ready_routes() -> dict[str, Route]:
    """The routes that come with the program, by key. A file that is no route fails loudly."""
    folder = resources.files(__name__)
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    routes = [Route.model_validate(tomllib.loads(file.read_text("utf-8"))) for file in files]
    return {route.key: route for route in routes}

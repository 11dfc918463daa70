"""The thirty rules, one a file; a module here that has no rule is an error."""

import importlib
import pkgutil

from shirube.exporters.gate.model import Rule


class RuleError(Exception):
    """A module in this folder that is no rule."""


def _discover() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(__path__):
        rule = getattr(importlib.import_module(f"{__name__}.{module.name}"), "rule", None)
        if not isinstance(rule, Rule):
            raise RuleError(f"{module.name}: has no rule")
        found[rule.id] = rule
    return dict(sorted(found.items()))


RULES = _discover()

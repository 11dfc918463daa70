"""Every rule, one a file; a module here that has no rule is an error."""

import importlib
import pkgutil

from shirube.lint.contexts import CorpusContext, HistoryContext, SheetContext
from shirube.lint.model import Rule


class RuleError(Exception):
    """A module in this folder that is no rule, or two rules of one id."""


def _discover() -> dict[str, Rule[SheetContext] | Rule[HistoryContext] | Rule[CorpusContext]]:
    found: dict[str, Rule[SheetContext] | Rule[HistoryContext] | Rule[CorpusContext]] = {}
    for module in pkgutil.iter_modules(__path__):
        rule = getattr(importlib.import_module(f"{__name__}.{module.name}"), "rule", None)
        if not isinstance(rule, Rule):
            raise RuleError(f"{module.name}: has no rule")
        if rule.id in {other.id for other in found.values()}:
            raise RuleError(f"{module.name}: another rule has the id {rule.id}")
        found[rule.name] = rule
    order = {"S": 0, "H": 1, "C": 2}
    ranked = sorted(found.values(), key=lambda rule: (order[rule.id[0]], rule.id))
    return {rule.name: rule for rule in ranked}


RULES = _discover()

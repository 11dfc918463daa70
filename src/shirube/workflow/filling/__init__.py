"""Amounts of the finance system on their way into sheets: which cell, which amount, what to do."""

from shirube.workflow.filling.cells import Cell, State, Supply, cells_of, printed_in

__all__ = ["Cell", "State", "Supply", "cells_of", "printed_in"]

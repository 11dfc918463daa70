"""見本市's project sheets: one a row, by the mapping in ``design.toml``."""

from shirube.designs.row_form import read

__all__ = ["read"]

"""見本市's program sheets: the family reader with the words of ``design.toml``."""

from shirube.designs.program_form import read

__all__ = ["read"]

"""清瀬市の施策評価シート(令和元年度様式): read by the family's reader."""

from shirube.designs.program_form import read

__all__ = ["read"]

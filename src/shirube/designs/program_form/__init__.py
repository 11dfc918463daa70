"""Reader of program sheets (施策評価シート) as text; a design says in which words.

Sections are known by their headings, columns by the header row of each table: a volume of another
year, or another town's form of the same build, needs only words. Folders import ``read`` from here.
"""

from shirube.designs.program_form.sheets import read

__all__ = ["read"]

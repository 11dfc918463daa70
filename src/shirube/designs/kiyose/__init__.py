"""Reader of 清瀬市's 施策評価シート in all its years; the designs differ in what their tables ask.

Which columns a table has is seen in its header row, so that a volume of another year reads as well.
Folders of designs import ``read`` from here.
"""

from shirube.designs.kiyose.sheets import read

__all__ = ["read"]

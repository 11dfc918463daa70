"""大船渡市の事務事業評価シートは1行が1シート: 共通の読取りに任せる。"""

from shirube.designs.row_form import read

__all__ = ["read"]

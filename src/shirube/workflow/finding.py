"""Fetching what a verb works on, or refusing with a reason."""

from collections.abc import Iterable

from shirube.people.permissions import Refused
from shirube.schema import SheetKey
from shirube.sheets import queries
from shirube.sheets.models import StoredSheet


def stored(keys: Iterable[SheetKey]) -> list[StoredSheet]:
    """The stored sheets in this order. Raises Refused naming those that are not there."""
    wanted = list(dict.fromkeys(keys))
    found = queries.stored_by_key(wanted) if wanted else {}
    missing = [str(key) for key in wanted if key not in found]
    if missing:
        raise Refused(
            f"シートがありません: {'、'.join(missing)}。"
            "「団体コード/年度/種類/番号」の形で指定してください。",
            f"No such sheet: {', '.join(missing)}. Expected CODE/YEAR/KIND/SHEETCODE.",
        )
    return [found[key] for key in wanted]


def require_person(person: str) -> None:
    """Raises Refused unless a person answers for what is done."""
    if not person:
        raise Refused(
            "氏名がありません。だれが決めたかを残すため、--by に氏名を指定してください。",
            "A named person must answer for this: give a name with --by.",
        )

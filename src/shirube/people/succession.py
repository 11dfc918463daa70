"""What became of a division: following splits and mergers of past Aprils."""

from collections import defaultdict

from shirube.people.models import Succession, Unit


class Successions:
    """The successions of a municipality, loaded once for many sheets."""

    def __init__(self, municipality: str) -> None:
        self._after: dict[int, list[tuple[int, Unit]]] = defaultdict(list)
        rows = Succession.objects.filter(before__municipality_id=municipality)
        for row in rows.select_related("after__parent"):
            self._after[row.before_id].append((row.fiscal_year, row.after))
        self._units = {
            unit.name: unit
            for unit in Unit.objects.filter(municipality_id=municipality).select_related("parent")
        }

    def heirs(self, unit: Unit, year: int) -> tuple[Unit, ...]:
        """The divisions that have its work in a fiscal year: itself, one, or (split) several."""
        waiting, seen, found = [unit], set(), []
        while waiting:
            one = waiting.pop()
            if one.pk in seen:
                continue
            seen.add(one.pk)
            onward = [after for first, after in self._after[one.pk] if first <= year]
            waiting += onward
            if not onward:
                found.append(one)
        return tuple(found)

    def named(self, name: str, year: int) -> Unit | None:
        """The one division that has the work of what was called so; None when nobody can say."""
        unit = self._units.get(name)
        heirs = self.heirs(unit, year) if unit else ()
        return heirs[0] if len(heirs) == 1 else None

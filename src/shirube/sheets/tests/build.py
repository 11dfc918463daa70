"""Sheets for tests, about a place that does not exist. 999997 has a right check digit."""

from shirube.designs import Design
from shirube.importers import Reading
from shirube.schema import Cost, Indicator, MunicipalityRef, PlanLevel, Project, Sheet, Unit, Value
from shirube.schema.words import Source

FILE = "a" * 64
OTHER_FILE = "b" * 64
CITY = MunicipalityRef(code="999997", name="見本市")


def value(year: int, text: str | None, at: str, **more: object) -> Value:
    """An actual as read from ``at``."""
    fields = {"fiscal_year": year, "measure": "actual", "value": text, "printed": text, "at": at}
    return Value.model_validate(fields | more)


def indicator(name: str, *values: Value, no: str = "①", unit: str = "件") -> Indicator:
    """A named indicator."""
    return Indicator(no=no, name=name, unit=unit, values=values, at="L9")


def sheet(code: str = "511", year: int | None = 2019, **more: object) -> Sheet:
    """A program sheet with one indicator and one project."""
    fields: dict[str, object] = {
        "design": "mihon",
        "design_version": "1",
        "kind": "program",
        "municipality": CITY,
        "fiscal_year": year,
        "code": code,
        "title": f"施策{code}",
        "path": (PlanLevel(level="政策", code="5", title="暮らし"),),
        "units": (Unit(role="主担当課", name="企画課"),),
        "indicators": (indicator("相談件数", value(2019, "120", "L10C2")),),
        "projects": (
            Project(
                code=f"01{code}",
                name=f"事業{code}",
                unit="企画課",
                costs=(
                    Cost(
                        fiscal_year=2019,
                        stage="settlement",
                        item="total",
                        amount="8090000",
                        unit="千円",
                        printed="8,090",
                        at="L20C3",
                    ),
                ),
                at="L20",
            ),
        ),
        "source": Source(file="mihon.txt", sha256=FILE, first_line=1, last_line=30),
    }
    return Sheet.model_validate(fields | more)


def reading(*sheets: Sheet, sha256: str = FILE, file: str = "mihon.txt") -> Reading:
    """A file in which these sheets were read."""
    sourced = tuple(
        one.model_copy(update={"source": Source(file=file, sha256=sha256, first_line=number)})
        for number, one in enumerate(sheets, 1)
    )
    return Reading(file, sha256, DESIGN, sourced)


DESIGN = Design.model_validate(
    {
        "id": "mihon",
        "version": "1",
        "title": {"ja": "見本", "en": "sample"},
        "municipality": CITY,
        "kind": "program",
        "recognise": {"formats": ["text"], "all": ["見本"]},
    }
)

"""A fictional sheet, its parts replaced as a test wants."""

from datetime import date
from typing import Any

from shirube.designs import packaged
from shirube.papers import PaperContext, pdf, sheet_paper
from shirube.papers.tests.reading import Printed
from shirube.schema import (
    Cost,
    Indicator,
    MunicipalityRef,
    Narrative,
    Project,
    Rating,
    Review,
    Sheet,
    Source,
    Value,
)

CONTEXT = PaperContext(date(2026, 4, 1), "令和6年度(2024) 第1版 2025-11-01公表")
MIHON = MunicipalityRef(code="999997", name="見本市")


def sheet(**parts: Any) -> Sheet:
    """Program 11 of 見本市, evaluated year 2024, nothing in it but what is given."""
    given: dict[str, Any] = {
        "design": "mihon_shisaku", "design_version": "1.0", "kind": "program",
        "municipality": MIHON, "fiscal_year": 2024, "code": "11", "title": "本の森づくり",
    }  # fmt: skip
    return Sheet(**(given | parts))


def printed(one: Sheet) -> Printed:
    """Its paper."""
    return Printed(pdf(sheet_paper(one, packaged(), CONTEXT)))


def indicator(name: str = "本を借りた人", **more: Any) -> Indicator:
    """Two years, the target missed in the second."""
    return Indicator(
        name=name, unit="人", better="up", better_basis="printed",
        values=(
            value(2023, "target", "900"), value(2024, "target", "1000"),
            value(2023, "actual", "880"), value(2024, "actual", "940"),
        ),
        **more,
    )  # fmt: skip


def value(year: int, measure: Any, number: str | None, **more: Any) -> Value:
    """A cell that prints the number."""
    more = {"printed": number} | more
    return Value(fiscal_year=year, measure=measure, value=number, **more)


def cost(year: int, thousands: int, **more: Any) -> Cost:
    """A settled total, printed in 千円."""
    given: dict[str, Any] = {
        "stage": "settlement", "item": "total", "unit": "千円", "fiscal_year": year,
        "amount": str(thousands * 1000), "printed": str(thousands),
    }  # fmt: skip
    return Cost(**(given | more))


FULL = sheet(
    narratives=(Narrative(key="aim", label="めざす姿", text="だれもが本に出会える。"),),
    projects=(
        Project(code="0110050101", name="移動図書館事業", unit="図書館", costs=(cost(2024, 8200),)),
        Project(name="読み聞かせ事業", unit="図書館", costs=(cost(2024, 310),)),
    ),
    costs=(cost(2024, 8510),),
    indicators=(indicator(),),
    ratings=(
        Rating(key="overall", scale="progress", value="順調", reason="本を借りた人が増えた。"),
    ),
    reviews=(
        Review(no="1", round="外部評価", text="夜も開けてはどうか。", answer="金曜に試します。"),
    ),
    source=Source(file="r6.pdf", page=12),
)

"""The plain sheet as a whole, its key, and its JSON."""

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple, Protocol

from pydantic import TypeAdapter

from shirube.schema.money import Cost, Project
from shirube.schema.numbers import Indicator
from shirube.schema.plain import Plain, says
from shirube.schema.rounds import FollowUp, Review
from shirube.schema.words import (
    Attribute,
    Contact,
    Direction,
    EnvironmentFactor,
    Issue,
    MunicipalityRef,
    Narrative,
    Note,
    PlanLevel,
    Progress,
    Rating,
    Source,
    Unit,
    Unplaced,
)

SCHEMA_VERSION = "1.0"
UNDATED = "undated"  # stands for the year in keys and addresses of sheets that print none

Kind = Literal["policy", "program", "project", "reform", "plan_page"]
Standing = Literal["machine_read", "confirmed", "entered"]


class SheetKey(NamedTuple):
    """What makes a sheet the same sheet: municipality, evaluated year, kind, code."""

    municipality: str
    fiscal_year: int | None
    kind: str
    code: str

    def __str__(self) -> str:
        """``132217/2019/program/511``; the year is ``undated`` where the form prints none."""
        year = UNDATED if self.fiscal_year is None else self.fiscal_year
        return f"{self.municipality}/{year}/{self.kind}/{self.code}"


def parse_key(text: str) -> SheetKey:
    """``132217/2019/program/511`` → its key. Raises ValueError for anything else."""
    municipality, year, kind, code = [*text.split("/", 3), "", "", "", ""][:4]
    if not (municipality and kind and code and (year == UNDATED or year.isdecimal())):
        raise ValueError(text)
    return SheetKey(municipality, None if year == UNDATED else int(year), kind, code)


class Sheet(Plain):
    """One evaluation sheet: a plan node, a fiscal year, a design."""

    schema_version: Annotated[
        str, says("スキーマの版", "Schema version", "この形の版", "Version of this form")
    ] = SCHEMA_VERSION
    design: Annotated[str, says("様式", "Design", "様式の符号", "Id of the design")]
    design_version: Annotated[str, says("様式の版", "Design version", "様式の版", "Its version")]
    kind: Annotated[
        Kind, says("種類", "Kind", "施策・事務事業など", "Program, project, …", codes="kind")
    ]
    standing: Annotated[
        Standing,
        says(
            "確認状態",
            "Standing",
            "機械が読み取ったままか、人が確かめたか",
            "Confirmed or not",
            codes="standing",
        ),
    ] = "machine_read"
    municipality: Annotated[
        MunicipalityRef, says("団体", "Municipality", "市区町村", "Municipality")
    ]
    fiscal_year: Annotated[
        int | None, says("評価対象年度", "Fiscal year", "評価される年度", "Evaluated fiscal year")
    ] = None
    carried_out: Annotated[
        int | None,
        says("実施年度", "Carried out", "評価を行った年度", "Year the evaluation is done"),
    ] = None
    code: Annotated[str, says("番号", "Code", "施策などの番号", "Number in the plan")]
    title: Annotated[str, says("名称", "Title", "施策などの名前", "Name in the plan")]
    path: Annotated[
        tuple[PlanLevel, ...], says("計画の位置", "Path", "計画の上の段から", "From the top down")
    ] = ()
    units: Annotated[
        tuple[Unit, ...], says("部署", "Divisions", "担当・関係の部署", "Divisions")
    ] = ()
    contacts: Annotated[
        tuple[Contact, ...], says("連絡先", "Contacts", "人と連絡先", "People and lines")
    ] = ()
    attributes: Annotated[
        tuple[Attribute, ...], says("属性", "Attributes", "単独の項目", "Single facts")
    ] = ()
    directions: Annotated[
        tuple[Direction, ...], says("方向", "Directions", "施策の方向性", "Directions")
    ] = ()
    narratives: Annotated[
        tuple[Narrative, ...], says("文", "Narratives", "自由記述", "Free texts")
    ] = ()
    indicators: Annotated[
        tuple[Indicator, ...], says("指標", "Indicators", "指標", "Indicators")
    ] = ()
    projects: Annotated[tuple[Project, ...], says("事業", "Projects", "構成事業", "Projects")] = ()
    costs: Annotated[tuple[Cost, ...], says("費用の計", "Costs", "シートの合計", "Totals")] = ()
    ratings: Annotated[tuple[Rating, ...], says("評価", "Ratings", "評価", "Ratings")] = ()
    environment: Annotated[
        tuple[EnvironmentFactor, ...], says("環境", "Environment", "取り巻く環境", "Environment")
    ] = ()
    issues: Annotated[tuple[Issue, ...], says("課題", "Issues", "課題と今後の取組", "Issues")] = ()
    progress: Annotated[
        tuple[Progress, ...], says("進捗", "Progress", "期ごとの進捗", "Progress by period")
    ] = ()
    follow_ups: Annotated[
        tuple[FollowUp, ...],
        says("約束のその後", "Follow-ups", "果たす年になった約束", "Promises that fell due"),
    ] = ()
    reviews: Annotated[
        tuple[Review, ...], says("意見と回答", "Reviews", "評価の意見と回答", "Opinions, answers")
    ] = ()
    notes: Annotated[tuple[Note, ...], says("注記", "Notes", "注記", "Footnotes")] = ()
    unplaced: Annotated[
        tuple[Unplaced, ...],
        says("置けない文字", "Unplaced", "読めたが置けない文字", "Unplaced text"),
    ] = ()
    source: Annotated[Source | None, says("出どころ", "Source", "元のファイル", "The file")] = None

    @property
    def key(self) -> SheetKey:
        """What makes it the same sheet when it is read again."""
        return SheetKey(self.municipality.code, self.fiscal_year, self.kind, self.code)


_SHEETS = TypeAdapter(tuple[Sheet, ...])


def to_json(sheets: tuple[Sheet, ...] | list[Sheet], *, indent: int | None = None) -> bytes:
    """A JSON array of sheets in UTF-8. The same sheets always give the same bytes."""
    return _SHEETS.dump_json(tuple(sheets), indent=indent)


def from_json(data: bytes | str) -> tuple[Sheet, ...]:
    """Sheets of a JSON array. Raises pydantic.ValidationError naming each wrong field."""
    return _SHEETS.validate_json(data)


_BEGINS = b'{"schema_version":'  # a sheet and nothing else: in a text the quotes have a backslash
_BETWEEN = b"[,] \r\n"
_READ_AT_ONCE = 1 << 20


class Readable(Protocol):
    """Bytes that are read bit by bit: an open file, one that is being unpacked."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes, none at the end."""


def each_from_json(file: Readable) -> Iterator[Sheet]:
    """The sheets of an array that ``to_json`` or format json wrote, holding one at a time. Raises
    pydantic.ValidationError.
    """
    rest = b""
    while block := file.read(_READ_AT_ONCE):
        *whole, rest = (rest + block).split(_BEGINS)
        yield from _sheets(whole)
    yield from _sheets([rest])


def _sheets(pieces: list[bytes]) -> Iterator[Sheet]:
    for piece in pieces:
        if text := piece.strip(_BETWEEN):
            yield Sheet.model_validate_json(_BEGINS + text)

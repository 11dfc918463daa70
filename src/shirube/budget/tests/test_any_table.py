"""Any table at all: the reader never raises, and no yen get lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shirube.budget.tables.accounts import digits, split
from shirube.budget.tables.columns import Column, Mapping
from shirube.budget.tables.lines import Slot
from shirube.budget.tables.reading import Expected, read_table
from shirube.sources.document import CellValue, Document, Grid

COLUMNS = Mapping(
    columns=(
        Column(header="科目コード", role="code"),
        Column(header="事業名", role="name"),
        Column(header="決算額", role="settlement"),
    ),
    money_unit="円",
)
SETTLED = Slot("settlement")
cells = st.one_of(
    st.none(), st.text(max_size=12), st.integers(-(10**16), 10**16), st.booleans(),
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from(["", "0103020101", "01-03-02-01-01", "合計", "▲1,000", "－", "集計中", "千円"]),
)  # fmt: skip


def document(rows: list[list[CellValue]]) -> Document:
    grid = Grid("", (("科目コード", "事業名", "決算額"), *map(tuple, rows)))
    return Document("t.csv", "0" * 64, "csv", grids=(grid,))


@given(st.lists(st.lists(cells, max_size=4), max_size=12))
@settings(max_examples=150)
def test_anything_is_read_or_listed(rows: list[list[CellValue]]) -> None:
    reading = read_table(document(rows), COLUMNS, Expected("999997", "見本市", 2024))
    assert all(problem.text("ja") and problem.text("en") for problem in reading.problems)
    accounts = [line.account for line in reading.lines]
    assert len(accounts) == len(set(accounts))


codes = st.lists(st.integers(0, 99), min_size=5, max_size=5).map(
    lambda parts: "-".join(f"{part:02d}" for part in parts)
)


@given(st.lists(st.tuples(codes, st.integers(-(10**12), 10**12)), min_size=1, max_size=20))
@settings(max_examples=100)
def test_every_yen_is_in_a_line_or_left_out(rows: list[tuple[str, int]]) -> None:
    table: list[list[CellValue]] = [[code, "事業", yen] for code, yen in rows]
    reading = read_table(document(table), COLUMNS, Expected("999997", "見本市", 2024))
    read = sum(line.yen(SETTLED) or 0 for line in reading.lines)
    left = sum(one.yen.get(SETTLED, 0) for one in reading.left_out)
    assert read + left == sum(yen for _, yen in rows)


@given(codes)
def test_a_code_comes_back_however_it_is_written(account: str) -> None:
    widths = (2, 2, 2, 2, 2)
    for text in (account, digits(account), account.replace("-", " - "), account.replace("-", "．")):
        code = split(text, widths)
        assert code is not None
        assert code.account == account
        assert not code.restored


@given(codes)
def test_only_lost_zeros_are_put_back(account: str) -> None:
    number = str(int(digits(account)))
    code = split(number, (2, 2, 2, 2, 2))
    if len(number) < 9:
        assert code is None
    else:
        assert code is not None
        assert code.account == account
        assert code.restored == (len(number) == 9)

from shirube.lint.wording import Message, fill


def test_years_and_money() -> None:
    message = Message("{fiscal_year}は{amount}", "{amount} in {fiscal_year}")
    values = {"fiscal_year": 2024, "amount": "1234000"}
    assert fill(message, values) == "令和6年度(2024)は1,234,000円"
    assert fill(message, values, "en") == "1,234,000 yen in FY2024"


def test_hours_are_no_money() -> None:
    message = Message("{rows_amount}", "{rows_amount}")
    assert fill(message, {"item": "hours", "rows_amount": "1200"}) == "1,200時間"


def test_codes_by_their_list() -> None:
    message = Message("{stage}・{item}", "{stage}, {item}")
    values = {"stage": "settlement", "item": "full"}
    assert fill(message, values) == "決算・トータルコスト"
    assert fill(message, values, "en") == "settlement, full cost"


def test_lists_and_rows() -> None:
    message = Message(
        "{names}: {rows}", "{names}: {rows}", "{code}は{amount}", "{amount} in {code}"
    )
    values = {"names": ["甲", "乙"], "rows": [{"code": "11", "amount": "5"}]}
    assert fill(message, values) == "甲、乙: 11は5円"
    assert fill(message, values, "en") == "甲, 乙: 5 yen in 11"


def test_nothing_known() -> None:
    message = Message("{fiscal_year} {unit}", "{fiscal_year} {unit}")
    assert fill(message, {"fiscal_year": None, "unit": None}) == "年度の記載なし —"

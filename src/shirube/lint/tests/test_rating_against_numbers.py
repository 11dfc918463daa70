from shirube.lint.rules import rating_against_numbers
from shirube.lint.tests.bind import bind, indicator, rating, sheet
from shirube.schema import Indicator, Value

quiet, reports = bind(rating_against_numbers.rule)


def met(name: str) -> Indicator:
    return indicator(name, target="100", actual="110", better="up")


def missed(name: str) -> Indicator:
    return indicator(name, target="100", actual="60", better="up")


def test_rating_and_numbers_agree() -> None:
    quiet(sheet(met("利用者"), met("貸出冊数"), rating("順調")))
    quiet(sheet(missed("利用者"), missed("貸出冊数"), rating("停滞")))


def test_good_although_most_are_missed() -> None:
    case = sheet(met("利用者"), missed("貸出冊数"), missed("満足度"), rating("順調"))
    reports(case, kind="good_but_missed", missed=2, judged=3, names=["貸出冊数", "満足度"])


def test_bad_although_all_are_met() -> None:
    reports(sheet(met("利用者"), met("貸出冊数"), rating("停滞")), kind="bad_but_met", judged=2)


def test_a_mark_in_between_contradicts_nothing() -> None:
    quiet(sheet(missed("利用者"), missed("貸出冊数"), rating("維持")))


def test_a_scale_that_is_not_about_targets() -> None:
    risen = rating("上昇").model_copy(update={"scale": "trend"})
    quiet(sheet(missed("利用者"), missed("貸出冊数"), risen))


def test_half_is_not_most() -> None:
    quiet(sheet(met("利用者"), missed("貸出冊数"), rating("順調")))


def test_one_indicator_decides_nothing() -> None:
    quiet(sheet(missed("利用者"), rating("順調")))


def test_less_is_better() -> None:
    down = [indicator(n, target="100", actual="60", better="down") for n in ("苦情", "事故")]
    quiet(sheet(*down, rating("順調")))
    reports(sheet(*down, rating("停滞")), kind="bad_but_met")


def test_what_the_form_prints_wins() -> None:
    def printed(name: str, status: str) -> Indicator:
        said = Value(measure="status", fiscal_year=2024, printed=status)
        return indicator(name, said, target="100", actual="110")

    reports(sheet(printed("利用者", "未達成"), printed("貸出冊数", "未達成"), rating("順調")))
    quiet(sheet(printed("利用者", "達成"), printed("貸出冊数", "達成"), rating("順調")))


def test_unknown_direction_or_other_years_are_not_judged() -> None:
    unknown = [indicator(n, target="100", actual="60") for n in ("利用者", "貸出冊数")]
    quiet(sheet(*unknown, rating("順調")))
    past = [indicator(n, target={2020: "9"}, actual={2020: "1"}, better="up") for n in "甲乙"]
    quiet(sheet(*past, rating("順調")))

"""Papers of many sheets."""

import pytest

from shirube.designs import packaged
from shirube.papers import (
    CommitteeSheet,
    Paper,
    committee_pack,
    listing,
    pdf,
    results_document,
    volume,
)
from shirube.papers.entry import packaged_papers
from shirube.papers.tests.cast import CONTEXT, FULL, cost, indicator, sheet
from shirube.papers.tests.reading import Printed
from shirube.schema import Project

OTHER = sheet(
    code="12",
    title="川の学校",
    standing="confirmed",
    projects=(Project(name="読み聞かせ事業", unit="図書館", costs=(cost(2024, 310),)),),
    costs=(cost(2024, 310),),
)
BOTH = (FULL, OTHER)


def made(paper: Paper) -> Printed:
    return Printed(pdf(paper))


def test_the_volume_has_cover_contents_and_numbered_pages() -> None:
    book = made(volume(BOTH, packaged(), CONTEXT))
    assert "シート2枚(うち「機械読取・未確認」1枚)" in book.pages[0].replace(" ", "")
    assert "川の学校" in book.pages[1]
    assert book.outline == ["施策11 本の森づくり", "施策12 川の学校"]
    last = len(book.pages)
    assert f"{last} / {last}" in book.pages[-1]


def test_in_a_volume_only_the_unconfirmed_sheet_is_marked() -> None:
    pages = made(volume(BOTH, packaged(), CONTEXT)).pages
    assert "機械読取・未確認" in pages[2]
    assert "機械読取・未確認" not in pages[-1]


def test_the_results_count_every_project_once() -> None:
    text = made(results_document(BOTH, packaged(), CONTEXT)).text
    assert "主要な施策の成果を説明する書類" in text
    assert "地方自治法第233条第5項" in text
    assert "同じ事業を1度だけ数えて851万円です" in text


def test_the_results_show_only_the_accounts_of_the_year() -> None:
    budget = cost(2025, 9999, stage="initial_budget")
    one = FULL.model_copy(update={"costs": (*FULL.costs, budget)})
    text = made(results_document([one], packaged(), CONTEXT)).text
    assert "8,510" in text
    assert "9,999" not in text


def test_the_results_of_an_edition_speak_as_the_template_of_the_office() -> None:
    template = packaged_papers()["results"]
    pages = made(results_document(BOTH, packaged(), CONTEXT)).pages
    assert "".join(pages).count(template.lead.replace(" ", "")) == 1  # on the cover
    for section in template.sections:
        assert any(section.title.split()[1] in page for page in pages)
    own = template.model_copy(update={"title": "成果説明書"})
    assert "成果説明書" in made(results_document(BOTH, packaged(), CONTEXT, own)).text


def test_the_results_are_of_one_year() -> None:
    with pytest.raises(ValueError, match="one evaluated year"):
        results_document([FULL, sheet(fiscal_year=2023)], packaged(), CONTEXT)


def test_a_sheet_without_a_year_is_named_as_left_out() -> None:
    undated = sheet(code="99", title="計画のページ", fiscal_year=None)
    text = made(results_document([FULL, undated], packaged(), CONTEXT)).text
    assert "載せていないもの:施策99計画のページ" in text


def test_forty_programs_fit_on_one_page() -> None:
    many = [sheet(code=str(n), title=f"施策の名前{n}") for n in range(40)]
    pages = made(listing(many, packaged(), CONTEXT)).pages
    assert len(pages) == 1
    assert "施策の名前39" in pages[0]


def test_the_list_tells_rating_indicators_and_money() -> None:
    text = made(listing(BOTH, packaged(), CONTEXT)).text
    assert "順調" in text
    assert "1のうち0が達成" in text
    assert "851万円" in text


def test_the_committee_reads_a_page_a_sheet() -> None:
    pages = [
        CommitteeSheet(FULL, ("実績が前の年度と同じです。",), FULL.reviews),
        CommitteeSheet(OTHER),
    ]
    pack = made(committee_pack(pages, packaged(), CONTEXT))
    assert len(pack.pages) == 4
    first = pack.pages[2].replace("\r\n", "").replace(" ", "")
    assert "実績940人" in first
    assert "実績が前の年度と同じです。" in first
    assert "夜も開けてはどうか。" in first
    assert "金曜に試します。" in first
    assert "前年度の意見は記録されていません" in pack.pages[3]


def test_a_full_sheet_still_fits_the_committees_page() -> None:
    full = sheet(indicators=tuple(indicator(f"とても長い名前の指標その{n}") for n in range(12)))
    findings = tuple(f"指摘の{n}つ目です。" for n in range(12))
    pack = made(committee_pack([CommitteeSheet(full, findings)], packaged(), CONTEXT))
    assert len(pack.pages) == 3

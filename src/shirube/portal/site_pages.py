"""The pages of a static site that lead to the editions: homes, lasting addresses, tombstones,
feeds, sitemap, and a search that runs in the browser.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from django.db.models import QuerySet

from shirube.portal.editions import editions_context
from shirube.portal.english.files import english_files
from shirube.portal.frame import decided
from shirube.portal.made_files import HTML, page_file, static_bytes
from shirube.portal.pages.context import LICENCE
from shirube.portal.site_search import search_files, search_scripts
from shirube.portal.ways.files import way_files
from shirube.publishing.addresses import code_slug
from shirube.publishing.catalogue import CATALOGUES, catalogue_bytes
from shirube.publishing.feeds import ATOM, JSON_FEED, atom, json_feed, sitemap, sitemap_index
from shirube.publishing.kept import program
from shirube.publishing.models import Edition, EditionFile, ListRow
from shirube.publishing.site.plan import City, Part, SiteOrder
from shirube.publishing.snapshot import File

MOST_IN_A_SITEMAP = 50_000


def make_site_pages(order: SiteOrder) -> Iterator[File | Part]:
    """Named in settings.SHIRUBE_SITE_MAKERS."""
    yield File("look.css", static_bytes("look/shirube.css"), "text/css")
    yield File("icon.svg", static_bytes("look/icon.svg"), "image/svg+xml")
    yield from search_scripts()
    yield from _catalogues(order)
    yield _home(order)
    for city in order.cities:
        yield from _city(order, city)
    if order.url:
        yield from _sitemaps(order)


def _catalogues(order: SiteOrder) -> Iterator[File]:
    base = order.url or "../"
    codes = {city.of.code for city in order.cities}
    for path, (media_type, _) in CATALOGUES.items():
        yield File(path, catalogue_bytes(path, base, codes), media_type)


def _home(order: SiteOrder) -> File:
    listed = [
        {"of": city.of, "newest": city.newest[0], "href": f"{city.of.code}/index.html"}
        for city in order.cities
        if city.newest
    ]
    context = _frame("", "しるべ — 行政評価", "index.html") | {"municipalities": listed}
    return page_file("index.html", "portal/home.html", context)


def _city(order: SiteOrder, city: City) -> Iterator[File | Part]:
    code = city.of.code
    frame = _city_frame(city, "../", "")
    base = f"{order.url}{code}/" if order.url else ""
    feeds = (ATOM, JSON_FEED) if base else ()
    listed = editions_context(list(city.editions), "e/", "/index.html")
    context = frame | listed | {"feeds": feeds}
    yield page_file(f"{code}/index.html", "portal/municipality.html", context)
    if base:
        yield File(f"{code}/{ATOM}", atom(city.of, city.editions, base), "")
        yield File(f"{code}/{JSON_FEED}", json_feed(city.of, city.editions, base), "")
    for edition in city.editions:
        if edition.withdrawn_at is not None:
            yield _tombstone(city, edition)
    for edition in city.newest:
        yield _part(f"{code}/{edition.year_key}", edition, _lasting(code, edition))
    context = _city_frame(city, "../../", "accessibility")
    yield page_file(f"{code}/accessibility/index.html", "portal/accessibility.html", context)
    context = _city_frame(city, "../../", "compare") | {"newest": city.newest}
    yield page_file(f"{code}/compare/index.html", "portal/site_compare.html", context)
    yield english_files(city, _frame("../../", "", ""))
    yield from way_files(city, lambda root: _city_frame(city, root, "ways"))
    yield from search_files(city, _city_frame(city, "../../", "search"))


def _part(name: str, edition: Edition, files: Iterator[File]) -> Part:
    """Files that say nothing but what the edition says."""
    return Part(name, f"{edition.slug} {edition.manifest_sha256} {program()}", lambda: files)


def _tombstone(city: City, edition: Edition) -> File:
    newest = next((one for one in city.newest if one.year_key == edition.year_key), None)
    href = f"../{newest.slug}/index.html" if newest else ""
    context = _city_frame(city, "../../../", "")
    context |= {"edition": edition, "newest": newest, "newest_href": href}
    path = f"{city.of.code}/e/{edition.slug}/index.html"
    return page_file(path, "portal/withdrawn.html", context)


def _lasting(code: str, edition: Edition) -> Iterator[File]:
    """Small pages that lead on: what a server answers with a redirect."""
    year = edition.year_key
    yield _leads(f"{code}/{year}/index.html", f"../e/{edition.slug}/index.html")
    rows = ListRow.objects.filter(edition=edition, list="sheets")
    for kind, sheet in rows.values_list("sheet_kind", "sheet_code"):
        folder = f"{kind}/{code_slug(sheet)}"
        path = f"{code}/{year}/{folder}/index.html"
        yield _leads(path, f"../../../e/{edition.slug}/{folder}/index.html")


def _leads(path: str, to: str) -> File:
    href = escape(to)
    page = (
        '<!doctype html><html lang="ja"><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0;url={href}"><link rel="canonical" href="{href}">'
        f'<title>最新の版へ</title><p><a href="{href}">最新の版を見る</a></p></html>\n'
    )
    return File(path, page.encode(), HTML)


def _sitemaps(order: SiteOrder) -> Iterator[File | Part]:
    """The pages of the newest editions, and where they are listed."""
    every = []
    for city in order.cities:
        for edition in city.newest:
            folder = f"{city.of.code}/sitemap-{edition.year_key}"
            files = _sitemap(folder, f"{order.url}{city.of.code}/e/{edition.slug}/", edition)
            yield _part(f"{folder} {order.url}", edition, files)
            pages = _pages_of(edition).count()
            every += [
                f"{order.url}{folder}-{number}.xml"
                for number in range(1, -(-pages // MOST_IN_A_SITEMAP) + 1)
            ]
    yield File("sitemap.xml", sitemap_index(every), "application/xml")


def _sitemap(name: str, base: str, edition: Edition) -> Iterator[File]:
    paths = _pages_of(edition).order_by("path").values_list("path", flat=True)
    addresses = [f"{base}{path.removesuffix('index.html')}" for path in paths]
    for start in range(0, len(addresses), MOST_IN_A_SITEMAP):
        some = sitemap(addresses[start : start + MOST_IN_A_SITEMAP])
        number = start // MOST_IN_A_SITEMAP + 1
        yield File(f"{name}-{number}.xml", some, "application/xml")


def _pages_of(edition: Edition) -> QuerySet[EditionFile]:
    return EditionFile.objects.filter(edition=edition, path__endswith="index.html")


def _frame(root: str, name: str, home: str) -> dict[str, Any]:
    return {"css": f"{root}look.css", "icon": f"{root}icon.svg", "home": home, "root": root,
            "site_name": name, "licence": LICENCE}  # fmt: skip


def _city_frame(city: City, root: str, here: str) -> dict[str, Any]:
    code = city.of.code
    nav = [
        {"href": f"{root}{code}/index.html", "label": "公表版", "current": here == ""},
        {"href": f"{root}{code}/search/index.html", "label": "探す", "current": here == "search"},
    ]
    frame = _frame(root, f"{city.of.name}の行政評価", f"{root}{code}/index.html")
    english = f"{root}{code}/english/index.html"
    return frame | {"nav": nav, "english": english} | decided(city.of)

"""Being told: Atom and JSON feeds of what was published, and the sitemap."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from shirube.basics.fiscal_year import in_print
from shirube.basics.japanese_text import printable
from shirube.people.models import Municipality
from shirube.publishing.accounts import BEFORE, NOTICE
from shirube.publishing.models import Edition

ATOM, JSON_FEED = "feed.atom", "feed.json"
ATOM_TYPE, JSON_TYPE = "application/atom+xml; charset=utf-8", "application/feed+json; charset=utf-8"


def title_of(edition: Edition) -> str:
    """見本市 令和6年度(2024)の評価 第2版(訂正)."""
    year = "計画" if edition.fiscal_year is None else f"{in_print(edition.fiscal_year)}の評価"
    return f"{edition.municipality.name} {year} 第{edition.number}版({edition.kind_word})"


def summary_of(edition: Edition) -> str:
    """What happened, in a sentence."""
    if edition.withdrawn_at is not None:
        return f"取り下げられました。理由: {edition.withdrawn_reason}"
    early = f"{NOTICE}。" if edition.accounts == BEFORE else ""
    if edition.kind == Edition.Kind.FIRST:
        return f"公表しました。{early}"
    return f"{edition.get_kind_display()}をしました。理由: {edition.reason}{early and ' '}{early}"


def atom(city: Municipality, editions: Sequence[Edition], base: str) -> bytes:
    """Atom 1.0 (RFC 4287), newest first. ``base`` is the address of the municipality's page."""
    entries = "".join(_entry(one, base) for one in editions)
    updated = max((_changed(one) for one in editions), default=None)
    when = f"<updated>{updated.isoformat()}</updated>" if updated else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja">'
        f"<id>{_ident(city.code)}</id><title>{_text(city.name)}の行政評価</title>{when}"
        f"<author><name>{_text(city.name)}</name></author>"
        f'<link rel="alternate" href={quoteattr(base)}/>'
        f'<link rel="self" href={quoteattr(base + ATOM)}/>{entries}</feed>\n'
    ).encode()


def json_feed(city: Municipality, editions: Sequence[Edition], base: str) -> bytes:
    """JSON Feed 1.1, newest first."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{city.name}の行政評価",
        "language": "ja",
        "home_page_url": base,
        "feed_url": base + JSON_FEED,
        "items": [
            {
                "id": _ident(f"{city.code}/{one.slug}"),
                "url": f"{base}e/{one.slug}/",
                "title": title_of(one),
                "content_text": summary_of(one),
                "date_published": one.published_at.isoformat(),
                "date_modified": _changed(one).isoformat(),
            }
            for one in editions
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def sitemap(addresses: Iterable[str]) -> bytes:
    """sitemaps.org 0.9; at most 50,000 addresses belong into one file."""
    urls = "".join(f"<url><loc>{escape(one)}</loc></url>" for one in addresses)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>\n'
    ).encode()


def sitemap_index(addresses: Iterable[str]) -> bytes:
    """Where the sitemaps are."""
    maps = "".join(f"<sitemap><loc>{escape(one)}</loc></sitemap>" for one in addresses)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>\n'
    ).encode()


def _entry(edition: Edition, base: str) -> str:
    return (
        f"<entry><id>{_ident(f'{edition.municipality_id}/{edition.slug}')}</id>"
        f"<title>{_text(title_of(edition))}</title>"
        f"<updated>{_changed(edition).isoformat()}</updated>"
        f"<published>{edition.published_at.isoformat()}</published>"
        f"<link href={quoteattr(f'{base}e/{edition.slug}/')}/>"
        f"<summary>{_text(summary_of(edition))}</summary></entry>"
    )


def _changed(edition: Edition) -> datetime:
    return edition.withdrawn_at or edition.published_at


def _ident(path: str) -> str:
    """A name that lasts wherever the portal moves."""
    return f"urn:shirube:{path}"


def _text(text: str) -> str:
    return escape(printable(text))

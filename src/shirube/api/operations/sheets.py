"""One sheet, as the bytes that were frozen."""

from django.http import HttpRequest
from django.urls import reverse

from shirube.api import asked, formats
from shirube.api.answers import Stored
from shirube.api.catalogue import Listed, catalogue
from shirube.api.operations.rows import named, withdrawn
from shirube.api.problems import not_found
from shirube.publishing.addresses import code_slug
from shirube.publishing.rows import sql


def answer(request: HttpRequest, municipality: str, year: str, kind: str, code: str) -> Stored:
    """The sheet in its year's newest edition, or in the one that is named. Raises RefusedError."""
    given = asked.parameters(request.META.get("QUERY_STRING", ""))
    asked.refuse_unknown(given, ("edition", "format"))
    wanted = asked.format_of(given, ("json",))
    formats.chosen(wanted, request.META.get("HTTP_ACCEPT", ""), ("json",))
    edition = _edition(municipality, year, asked.single(given, "edition"))
    path = f"{kind}/{code_slug(code)}/sheet.json"
    file = sql.stored(edition.pk, path)
    if file is None:
        raise not_found(
            f"公表版 {edition.slug} に、このシートはありません。",
            f"There is no such sheet in edition {edition.slug}.",
        )
    response = Stored(file[0], content_type=formats.MEDIA_TYPES["json"])
    response["Content-Location"] = reverse("api:file", args=[municipality, edition.slug, path])
    return response


def _edition(municipality: str, year: str, name: str | None) -> Listed:
    now = catalogue()
    if name is not None:
        slug = asked.matching("edition", name, asked.EDITION, f"{year}-1").rpartition("/")[2]
        found = named(f"{municipality}/{slug}", now)[0]
        if found.year_key != year:
            raise not_found(
                f"公表版 {name} は {year} 年度のものではありません。",
                f"Edition {name} is not of {year}.",
            )
        return found
    of_year = [e for e in now.editions if (e.municipality, e.year_key) == (municipality, year)]
    out = [one for one in of_year if one.withdrawn_at is None]
    if out:
        return out[-1]
    if of_year:
        raise withdrawn(of_year[-1])
    raise not_found("この団体と年度の公表版はありません。", "Nothing is published of that year.")

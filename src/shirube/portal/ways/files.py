"""Topics and committees as files of the static site."""

from collections.abc import Callable, Iterator
from typing import Any

from shirube.people.city.deciding import settings_of
from shirube.portal.made_files import page_file
from shirube.portal.ways.context import index_context, way_context
from shirube.portal.ways.kinds import KINDS, groups
from shirube.publishing.site.plan import City
from shirube.publishing.snapshot import File


def way_files(city: City, frame: Callable[[str], dict[str, Any]]) -> Iterator[File]:
    """A page for all of a kind, one for each. ``frame`` gives what stands around a page, from the
    way up to the site's top.
    """
    settings, code = settings_of(city.of.code), city.of.code
    newest = city.newest[0] if city.newest else None
    for kind in KINDS.values():
        # Also without any: frozen pages of a time when there were some lead here.
        context = frame("../../") | index_context(kind, settings)
        yield page_file(f"{code}/{kind.folder}/index.html", "portal/ways/index.html", context)
        for group in groups(settings, kind):
            context = frame("../../../") | way_context(kind, group, settings, newest)
            yield page_file(
                f"{code}/{kind.folder}/{group.key}/index.html", "portal/ways/way.html", context
            )

"""``catalog.jsonld`` and ``catalog.ttl`` beside the files of format csv, and ``about.json``."""

from collections.abc import Iterable
from pathlib import Path

from shirube.exporters.dcat.catalogue import catalogue_graph
from shirube.exporters.dcat.json_ld import to_json_ld
from shirube.exporters.dcat.turtle import to_turtle
from shirube.exporters.describing.model import Catalogue
from shirube.exporters.describing.written import described, measured, written_tables
from shirube.exporters.formats import ExportContext, Format, write_about
from shirube.schema import Sheet

JSON_LD, TURTLE = "catalog.jsonld", "catalog.ttl"


def write(sheets: Iterable[Sheet], folder: Path, context: ExportContext) -> list[Path]:
    """Write the files; see ``Format``."""
    data, contents = written_tables(sheets, folder, context)
    dataset = described(contents, context, measured(data, folder))
    catalogue = Catalogue((dataset,), publisher=dataset.of_one)
    json_ld, turtle = folder / JSON_LD, folder / TURTLE
    with json_ld.open("wb") as file:
        file.writelines(to_json_ld(catalogue_graph(catalogue)))
    with turtle.open("wb") as file:
        file.writelines(to_turtle(catalogue_graph(catalogue)))
    return [*data, json_ld, turtle, write_about(folder, context)]


FORMAT = Format("dcat", "DCAT-AP(目録)とCSV", "DCAT-AP catalogue beside CSV", write, made_of="csv")

"""schema.org Dataset, with what search engines for data ask for."""

import json
from collections.abc import Iterator

from shirube.basics.fiscal_year import first_day, last_day
from shirube.exporters.describing.files import file_title, kind_of
from shirube.exporters.describing.model import DataFile, Dataset
from shirube.exporters.describing.words import EARLY, description, keywords, title
from shirube.schema import MunicipalityRef
from shirube.schema.codes import label

LICENCES = (
    "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
    "https://creativecommons.org/licenses/by/4.0/",
)
Json = dict[str, object]


def schema_org(dataset: Dataset) -> bytes:
    """The description as JSON-LD; what is not known is not said."""
    said, told = title(dataset), description(dataset)
    found: Json = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": said.ja,
        "alternateName": said.en,
        "description": f"{told.ja}\n\n{told.en}",
        "identifier": f"urn:shirube:{dataset.ident}",
        "keywords": list(dict.fromkeys(word for both in keywords(dataset) for word in both)),
        "inLanguage": "ja",
        "isAccessibleForFree": True,
        "license": list(LICENCES),
        "distribution": [_download(dataset, file) for file in dataset.files],
    } | dict(_known(dataset))
    return json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _known(dataset: Dataset) -> Iterator[tuple[str, object]]:
    contents = dataset.contents
    if dataset.places.page:
        yield "url", dataset.places.page
    makers = [_organisation(one) for one in contents.municipalities]
    yield from (("creator", makers), ("publisher", makers)) if makers else ()
    if makers:
        yield "spatialCoverage", [_place(one) for one in contents.municipalities]
    if contents.years:
        first, last = first_day(contents.years[0]), last_day(contents.years[-1])
        yield "temporalCoverage", f"{first.isoformat()}/{last.isoformat()}"
    if contents.measures:
        yield "variableMeasured", [_measure(one) for one in contents.measures]
    if dataset.number is not None:
        yield "version", str(dataset.number)
    if dataset.issued or dataset.modified:
        yield "datePublished", str(dataset.issued or dataset.modified)
    if dataset.modified:
        yield "dateModified", dataset.modified.isoformat()
    if dataset.early:
        yield "creativeWorkStatus", EARLY.ja


def _organisation(one: MunicipalityRef) -> Json:
    return {"@type": "GovernmentOrganization", "name": one.name, "identifier": one.code}


def _place(one: MunicipalityRef) -> Json:
    return {"@type": "AdministrativeArea", "name": one.name, "identifier": one.code}


def _measure(code: str) -> Json:
    ja, en = label("measure", code), label("measure", code, "en")
    return {"@type": "PropertyValue", "name": ja, "alternateName": en}


def _download(dataset: Dataset, file: DataFile) -> Json:
    said = file_title(file)
    found: Json = {
        "@type": "DataDownload",
        "name": said.ja,
        "alternateName": said.en,
        "encodingFormat": kind_of(file).media_type,
        "contentUrl": dataset.address(file),
    }
    if file.size is not None:
        found["contentSize"] = f"{file.size} B"
    if file.sha256 is not None:
        found["sha256"] = file.sha256
    return found

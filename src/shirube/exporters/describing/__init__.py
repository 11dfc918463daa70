"""What is said about a set of data: title, description, period, files. DCAT, schema.org and the
Data Package all take it from here, so that it is written once.
"""

from shirube.exporters.describing.model import Catalogue, DataFile, Dataset, Tally
from shirube.exporters.describing.schema_org import schema_org

__all__ = ["Catalogue", "DataFile", "Dataset", "Tally", "schema_org"]

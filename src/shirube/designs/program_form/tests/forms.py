"""The two designs of the family, their samples, fixtures and hand-typed tables."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from shirube.basics.testing import samples_folder
from shirube.designs.library import Library, load_folder
from shirube.importers.read import Reading, read_bytes

DESIGNS = Path(__file__).parents[2]
R1, R3 = "kiyose_shisaku_r1", "kiyose_shisaku_r3"
LIBRARY = Library([load_folder(DESIGNS / R1), load_folder(DESIGNS / R3)])


class Form(NamedTuple):
    """A design with its test data."""

    id: str

    @property
    def fixture(self) -> str:
        return (DESIGNS / self.id / "tests/fixture.txt").read_text("utf-8")

    @property
    def expected(self) -> bytes:
        return (DESIGNS / self.id / "tests/expected.json").read_bytes()

    @property
    def truth(self) -> dict[str, Any]:
        return tomllib.loads((DESIGNS / self.id / "tests/truth.toml").read_text("utf-8"))

    @property
    def sample(self) -> str:
        return (samples_folder() / f"{self.id}.txt").read_text("utf-8")


FORMS = [Form(R1), Form(R3)]


def read_text(text: str, encoding: str = "utf-8") -> Reading:
    """A text as an uploaded file, with its form recognised."""
    return read_bytes(text.encode(encoding), "fixture.txt", library=LIBRARY)

"""``import`` and ``publish`` killed at random moments: never half, and a rerun completes.

``SHIRUBE_KILLS=200 pytest tests/test_kill.py`` is the full run.
"""

import shutil
from pathlib import Path

import pytest
from tests.killing import completed, killed, moments, stored_editions, stored_sheets

from shirube.schema import to_json
from shirube.sheets.tests.build import sheet

SHEETS = 407
# A form of the repository, so that the test runs on any machine.
FIXTURE = Path(__file__).parents[1] / "src/shirube/designs/koganei_keikaku/tests/fixture.txt"
PUBLISH = ("publish", "--fiscal-year", "undated")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "mihon.json"
    path.write_bytes(to_json([sheet(str(1000 + number)) for number in range(SHEETS)]))
    return path


@pytest.mark.slow
def test_import_killed_at_random_moments(file: Path, tmp_path: Path) -> None:
    longest = completed(tmp_path / "whole", "import", str(file))
    assert stored_sheets(tmp_path / "whole") == SHEETS
    last = len(moments(longest)) - 1
    for number, moment in enumerate(moments(longest)):
        # Every third kill finds an empty folder, the others what the last kill left behind.
        home = tmp_path / f"home{number // 3}"
        killed(home, moment, "import", str(file))
        assert stored_sheets(home) <= SHEETS
        if number % 3 == 2 or number == last:
            completed(home, "import", str(file))
            assert stored_sheets(home) == SHEETS


@pytest.mark.slow
def test_publish_killed_at_random_moments(tmp_path: Path) -> None:
    first = tmp_path / "first"
    completed(first, "import", str(FIXTURE))
    shutil.copytree(first, tmp_path / "whole")
    longest = completed(tmp_path / "whole", *PUBLISH)
    assert stored_editions(tmp_path / "whole") == 1
    for number, moment in enumerate(moments(longest)):
        home = tmp_path / f"home{number}"
        shutil.copytree(first, home)
        killed(home, moment, *PUBLISH)
        if stored_editions(home) == 0:
            completed(home, *PUBLISH)
        assert stored_editions(home) == 1
        shutil.rmtree(home)

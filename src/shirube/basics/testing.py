"""For tests only: where the shared samples and schemas lie, LibreOffice, and skipping where they
are not to be had.
"""

import shutil
import subprocess
from pathlib import Path

# The six real files; tests of a form of its own name them by themselves.
SAMPLES = (
    "chofu_gyokaku_r4.txt",
    "kiyose_shisaku_r1.txt",
    "kiyose_shisaku_r3.txt",
    "koganei_keikaku_r3.txt",
    "kunitachi_shisaku_r6.txt",
    "ofunato_jimujigyo_r7.xlsx",
)
_SHARED = Path(__file__).resolve().parents[4] / "shared"


def samples_folder() -> Path:
    """The folder of real samples beside the repository; skips the test where it is absent."""
    return _folder("samples")


def schemas_folder() -> Path:
    """The folder of public schema files beside the repository; skips where it is absent."""
    return _folder("schemas")


def _folder(name: str) -> Path:
    import pytest

    folder = _SHARED / name
    if not folder.is_dir():
        pytest.skip(f"shared/{name} is not beside the repository")
    return folder


def saved_by_libreoffice(path: Path, to: str, *, read_as: str = "") -> Path:
    """The file as LibreOffice saves it (``xlsx``, ``csv``), in a folder ``saved`` beside it;
    ``read_as`` is its word for how a text file is written. Skips the test where LibreOffice is not
    installed.
    """
    import pytest

    program = shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (libreoffice-calc of Debian)")
    folder = path.parent / "saved"
    # A profile of its own: two tests at once would wait for each other's lock and fail.
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    how = [f"--infilter={read_as}"] if read_as else []
    run = [
        program,
        profile,
        "--headless",
        *how,
        "--convert-to",
        to,
        "--outdir",
        str(folder),
        str(path),
    ]
    # The program and its arguments are ours, the file a test wrote.
    subprocess.run(run, check=True, capture_output=True, timeout=120)  # noqa: S603
    return folder / f"{path.stem}.{to.partition(':')[0]}"

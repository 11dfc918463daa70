"""For tests only: where the shared samples and schemas lie, and skipping where they do not."""

from pathlib import Path

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

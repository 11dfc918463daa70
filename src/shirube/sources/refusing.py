"""The one way in which a source refuses a file."""

from shirube.basics.problems import Problem, UnreadableFileError

MEGABYTE = 1024 * 1024


def refusal(code: str, name: str, at: str | None = None, **values: object) -> UnreadableFileError:
    """The error to raise: a fatal Problem with that code (basics/problems.toml) and its values."""
    texts = {key: str(value) for key, value in values.items()}
    return UnreadableFileError(Problem(code, name, at, texts, fatal=True))


def megabytes(size: int) -> str:
    """For a message: 1572864 → "1.5"; a size just over a limit never reads as the limit."""
    return f"{-(-size * 10 // MEGABYTE) / 10:g}"

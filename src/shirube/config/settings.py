"""Django settings."""

SECRET_KEY = "set by the installation"  # noqa: S105 - replaced in the next commit that has a server
INSTALLED_APPS: list[str] = []

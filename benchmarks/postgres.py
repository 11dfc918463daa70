"""A fresh PostgreSQL database beside the one of ``.ci/postgres``."""

import os
import subprocess
import uuid
from pathlib import Path
from urllib.parse import urlsplit

SCRIPT = Path(__file__).resolve().parents[1] / ".ci" / "postgres"


def fresh() -> str | None:
    """The address of a new empty database; None where there is no PostgreSQL."""
    import psycopg

    run = subprocess.run([SCRIPT, "start"], check=False, capture_output=True, text=True)
    if run.returncode:
        print("PostgreSQL: not measured,", run.stderr.strip())
        return None
    url = run.stdout.strip().splitlines()[-1]
    name = f"bench_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    os.environ.pop("DATABASE_URL", None)
    return urlsplit(url)._replace(path=f"/{name}").geturl()

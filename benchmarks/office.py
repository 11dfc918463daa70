"""Shared by the benchmarks of the office: an installation with many sheets and people."""

import json
import os
import subprocess
import sys
from pathlib import Path

CITY = "999997"
KEY = "only for this measurement"  # sessions made here must hold at the server
FILES = Path(__file__).resolve().parents[1] / "src" / "shirube" / "sample" / "files"


def in_installation(home: Path, code: str, database_url: str = "") -> str:
    """Run Python inside the installation; what it prints."""
    environment = {**os.environ, "SHIRUBE_HOME": str(home), "SHIRUBE_SECOND_FACTOR": "off"}
    environment["SHIRUBE_SECRET_KEY"] = KEY
    environment |= {"DJANGO_SETTINGS_MODULE": "shirube.config.settings"}
    if database_url:
        environment["DATABASE_URL"] = database_url
    else:
        environment.pop("DATABASE_URL", None)
    home.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


MIGRATE = "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"

SHEETS = f"""
from pathlib import Path
from shirube.importers import read_path
from shirube.importers.read import Reading
from shirube.people.actors import system
from shirube.workflow.take_in import take_in
import dataclasses
reading = read_path(Path({str(FILES)!r}) / "r6_shisaku.txt")
def many(wanted):
    own = reading.sheets
    made = [own[n % len(own)].model_copy(update={{"code": f"{{n:04d}}"}}) for n in range(wanted)]
    take_in(dataclasses.replace(reading, sheets=tuple(made)), by=system("見本"))
"""

PEOPLE = f"""
from datetime import date
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from shirube.people.actors import Actor
from shirube.people.models import Assignment, Municipality, Role, User
from shirube.workflow.models import Case
from shirube.workflow.open_cycle import Opening, open_cycle
from shirube.workflow.routes import ready_routes
def person(name, role):
    city = Municipality.objects.get(pk={CITY!r})
    user = User.objects.create(username=name, last_name=name, municipality=city)
    Assignment.objects.create(user=user, municipality=city, role=role)
    return user
def seat(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key
def opened(planner):
    return open_cycle(Opening({CITY!r}, 2025, ready_routes()["town"], date(2026, 5, 11)),
                      by=Actor(planner))
"""


def prepared(home: Path, sheets: int, people: int, database_url: str = "") -> list[dict[str, str]]:
    """A cycle with that many sheets; for each person a session and two of them share a sheet's
    two fields.
    """
    code = f"""{MIGRATE}{SHEETS}{PEOPLE}
many({sheets})
opened(person("planner", Role.PLANNING))
import json
seats = []
cases = list(Case.objects.order_by("code"))
for n in range({people}):
    case = cases[(n // 2) % len(cases)]
    sheet = case.plain()
    at, part, field = (
        (sheet.ratings[0].at, "ratings", "reason") if n % 2 else
        (sheet.narratives[0].at, "narratives", "text"))
    before = (sheet.ratings[0].reason or "") if n % 2 else sheet.narratives[0].text
    seats.append({{"session": seat(person(f"p{{n}}", Role.SECTION)), "case": case.pk,
                  "address": f"{{part}}:{{at}}:{{field}}", "before": before}})
print(json.dumps(seats))
"""
    seats: list[dict[str, str]] = json.loads(in_installation(home, code, database_url))
    return seats

"""Every test has the places for whole tables to itself: a test that does not read its answer to the
end would hold one until Python tidies up.
"""

import threading

import pytest
from django.conf import settings

from shirube.api.operations import rows


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_streams", threading.BoundedSemaphore(settings.SHIRUBE_API_STREAMS))

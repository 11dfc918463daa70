"""What no program should send, and some do: a reason, never a mistake of ours."""

import pytest
from django.test import Client
from pytest_django import Settings

from shirube.api.tests.asking import ROOT, VALUES, ask

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(settings: Settings) -> None:
    settings.SHIRUBE_API_RATE = 0


QUERIES = {
    "unknown filter": ("mesure=actual", 400, "unknown-parameter"),
    "nothing like it": ("%F0%9F%8D%99=1", 400, "unknown-parameter"),
    "unknown code": ("measure=actul", 400, "wrong-value"),
    "no value": ("measure=", 400, "wrong-value"),
    "text for a number": ("fiscal_year=R6", 400, "wrong-value"),
    "fullwidth digits": ("fiscal_year=２０２４", 400, "wrong-value"),
    "a number of many digits": ("fiscal_year=" + "9" * 400, 400, "wrong-value"),
    "a number of a sheet beyond all": ("sheet_no=999999999", 200, ""),
    "neither yes nor no": ("edition=latest", 400, "wrong-value"),
    "limit of nothing": ("limit=0", 400, "wrong-value"),
    "huge limit": ("limit=1001", 400, "wrong-value"),
    "limit beyond numbers": ("limit=" + "9" * 5000, 400, "wrong-value"),
    "negative limit": ("limit=-1", 400, "wrong-value"),
    "two limits": ("limit=1&limit=2", 400, "repeated-parameter"),
    "unknown column": ("fields=value,valeu", 400, "wrong-value"),
    "empty fields": ("fields=", 400, "wrong-value"),
    "unknown format": ("format=xml", 400, "wrong-value"),
    "NUL": ("sheet_code=a%00b", 400, "wrong-encoding"),
    "line break": ("sheet_code=a%0Ab", 400, "wrong-encoding"),
    "Shift_JIS": ("sheet_code=%8E%73", 400, "wrong-encoding"),
    "half a surrogate pair": ("sheet_code=%ED%A0%80", 400, "wrong-encoding"),
    "percent without digits": ("sheet_code=%zz", 200, ""),
    "SQL": ("sheet_code=%27%20OR%201=1--", 200, ""),
    "only signs": ("&&&=&", 400, "unknown-parameter"),
    "many parameters": ("&".join(f"p{n}=1" for n in range(600)), 400, "too-many"),
    "many values": ("&".join("sheet_code=1" for _ in range(21)), 400, "too-many"),
    "100 kB": ("sheet_code=" + "x" * 100_000, 414, "too-long"),
    "edition nobody made": ("edition=1999-1", 404, "not-found"),
    "no row": ("sheet_code=nowhere&format=csv", 200, ""),
}


@pytest.mark.parametrize(("query", "status", "kind"), QUERIES.values(), ids=QUERIES)
def test_a_query_that_is_wrong_gets_a_reason(query: str, status: int, kind: str) -> None:
    answer = Client().generic("GET", ROOT + VALUES, QUERY_STRING=query)
    assert answer.status_code == status, b"".join(answer)
    if status != 200:
        problem = answer.json()
        assert problem["type"] == f"/api/problems/#{kind}"
        assert problem["detail"] != problem["detail_en"]
        assert len(answer.content) < 5000


def test_the_nearest_name_is_proposed() -> None:
    assert ask(mesure="actual", status=400)["proposal"] == "measure"
    assert ask(measure="actul", status=400)["proposal"] == "actual"
    assert "sheet_code" in ask(sheetcode="1", status=400)["known"]


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "tables/passwords",
        "tables/indicator_values/",
        "sheets/999997/2024/program/",
        "sheets/９９９９９７/2024/program/1",
        "sheets/999997/20244/program/1",
        "sheets/999997/2024/god/1",
        "sheets/999997/2024/program/1",
        "sheets/999997/2024/program/a/../../b",
        "sheets/999997/2024/program/%00",
        "sheets/999997/2024/program/" + "x" * 5000,
        "editions/999997/2024-1",
        "editions/999997/2024-0",
        "editions/999997/2024-1/files/../../etc/passwd",
        "editions/999997/2024-1/files/index.html",
        "\ud800",
        "%ff%fe",
    ],
)
def test_an_address_that_leads_nowhere_says_so(path: str) -> None:
    answer = Client().generic(
        "GET", (ROOT + path).encode("utf-8", "surrogatepass").decode("latin-1")
    )
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ACCEPT": "x" * 60_000},
        {"HTTP_ACCEPT": ",;q=,*/*;q=nan"},
        {"HTTP_IF_NONE_MATCH": "W/" * 9000},
        {"HTTP_IF_NONE_MATCH": "*"},
        {"HTTP_ACCEPT_ENCODING": "\x00\xff"},
        {"HTTP_X_FORWARDED_FOR": "," * 9000},
    ],
    ids=["long", "senseless", "conditions", "any", "bytes", "hops"],
)
def test_headers_that_make_no_sense(headers: dict[str, str]) -> None:
    assert Client().get(ROOT + VALUES, **headers).status_code in (200, 406)  # type: ignore[arg-type]

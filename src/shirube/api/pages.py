"""Pages for people about the interface: how to begin, every operation, every problem."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from shirube.api.catalogue import catalogue
from shirube.api.description.openapi import openapi
from shirube.api.problems import KINDS
from shirube.exporters.formats import LICENCE
from shirube.schema.tables import TABLES

_PARAMETERS = ("name", "description", "schema", "in")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What there is, and examples to copy."""
    newest = catalogue().newest
    context = _frame(request, "データの窓口(API)") | {
        "base": request.build_absolute_uri("/").rstrip("/"),
        "sample": newest[-1] if newest else None,
        "tables": TABLES.values(),
    }
    return render(request, "api/home.html", context)


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every operation, made of the OpenAPI description."""
    context = _frame(request, "API のすべての操作") | {"groups": list(_groups(openapi()))}
    return render(request, "api/reference.html", context)


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """Every kind of problem; answers lead here."""
    context = _frame(request, "API が断るとき") | {"kinds": KINDS.items()}
    return render(request, "api/problems.html", context)


def _groups(said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for tag in said["tags"]:
        found = [
            _operation(path, operation)
            for path, methods in said["paths"].items()
            for operation in methods.values()
            if tag["name"] in operation["tags"]
        ]
        yield {"name": tag["name"], "title": tag["description"], "operations": found}


def _operation(path: str, operation: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "path": path,
        "id": operation["operationId"],
        "summary": operation["summary"],
        "text": operation["description"],
        "parameters": [
            {"name": one["name"], "text": one.get("description", ""), "in": one["in"],
             "values": _values(one["schema"])}
            for one in operation["parameters"]
        ],
        "answers": [
            {"status": status, "text": answer["description"],
             "types": list(answer.get("content", ()))}
            for status, answer in operation["responses"].items()
        ],
    }  # fmt: skip


def _values(schema: Mapping[str, Any]) -> str:
    """What a parameter can be, in short."""
    held = schema.get("items", schema)
    if "enum" in held:
        return ", ".join(map(str, held["enum"]))
    if "maximum" in held and "minimum" in held and held["maximum"] < 10_000:
        return f"{held['minimum']}–{held['maximum']}"
    return str(held.get("format") or held["type"])


def _frame(request: HttpRequest, title: str) -> dict[str, Any]:
    doors = (("api_home", "データの窓口"), ("api_reference", "すべての操作"),
             ("api_problems", "断るとき"))  # fmt: skip
    addresses = [(reverse(name), label) for name, label in doors]
    try:
        back = reverse("portal:home")
    except NoReverseMatch:  # an installation may serve the interface alone
        back = addresses[0][0]
    return {
        "css": static("look/shirube.css"),
        "icon": static("look/icon.svg"),
        "home": back,
        "site_name": "しるべ — 行政評価",
        "licence": LICENCE,
        "title": title,
        "nav": [
            {"href": href, "label": label, "current": href == request.path}
            for href, label in addresses
        ],
    }

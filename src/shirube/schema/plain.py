"""The base of every plain value, and the one way in which a field is named and explained."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints


class Plain(BaseModel):
    """A frozen value; unknown fields are refused, so that a misspelt name cannot lose data."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def says(
    ja: str,
    en: str,
    meaning_ja: str,
    meaning_en: str,
    codes: str | None = None,
    *,
    unit: str | None = None,
) -> Any:
    """Label and meaning of a field in both languages, and the code list (``codes.LISTS``) of its
    values, if it has one; codebook, JSON Schema and table columns are made of it.

    ``unit`` is a code of the list ``unit`` (``yen``), or ``column:`` and the column of the same
    table that holds each row's unit (``column:indicator_unit``).
    """
    extra: dict[str, JsonValue] = {"label_en": en, "meaning_ja": meaning_ja}
    extra |= {"codes": codes} if codes is not None else {}
    extra |= {"unit": unit} if unit is not None else {}
    return Field(title=ja, description=meaning_en, json_schema_extra=extra)


# A decimal as text, so that no format and no language rounds it: "31.6", "-258", "1355392.5".
DecimalText = Annotated[str, StringConstraints(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]

# A day, as ISO 8601 writes it: "2026-11-21".
DateText = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


def decimal_text(number: Decimal) -> str:
    """The canonical text of a finite decimal: no exponent, the printed decimals kept."""
    return f"{number:f}"


def as_decimal(text: str | None) -> Decimal | None:
    """The number of a DecimalText field, None for None."""
    return None if text is None else Decimal(text)

"""全国地方公共団体コード: six digits as text, the last one a check digit (総務省)."""

from shirube.basics.japanese_text import nfkc

_WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(five: str) -> str:
    """The sixth digit for the first five: "13221" → "7"."""
    total = sum(int(digit) * weight for digit, weight in zip(five, _WEIGHTS, strict=True))
    return str((11 - total % 11) % 10)


def is_municipality_code(code: str) -> bool:
    """Six ASCII digits whose check digit is right."""
    return len(code) == 6 and code.isascii() and code.isdigit() and check_digit(code[:5]) == code[5]


def parse_municipality_code(text: str) -> str:
    """The six-digit code from what people type or a spreadsheet left of it.

    Six digits are checked. Five may lack their check digit (13221) or a first zero (32034 of
    032034); where both readings are possible nothing is guessed. Raises ValueError with the reason.
    """
    digits = nfkc(text).strip()
    if not (digits.isascii() and digits.isdigit() and 5 <= len(digits) <= 6):
        raise ValueError(f"{text!r}: 団体コードは6桁の数字です / a code has six digits")
    if len(digits) == 6:
        if is_municipality_code(digits):
            return digits
        raise ValueError(f"{text!r}: 検査数字が合いません / the check digit does not fit")
    readings = {code for code in (digits + check_digit(digits), f"0{digits}") if _exists(code)}
    if len(readings) != 1:
        raise ValueError(f"{text!r}: 6桁で入力してください / please type all six digits")
    return readings.pop()


def _exists(code: str) -> bool:
    """A right check digit, one of the 47 prefectures in front, and behind it either 000 (the
    prefecture itself) or 100 to 699: wards, cities, towns and villages.
    """
    inside = code[2:5]
    return (
        is_municipality_code(code)
        and 1 <= int(code[:2]) <= 47
        and (inside == "000" or "100" <= inside < "700")
    )

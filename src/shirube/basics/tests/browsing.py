"""For tests in a browser: Debian's Chromium, the windows, and what every page has to hold.

The fixtures ``browser`` and ``sit_down`` are in the root's ``conftest.py``.
"""

from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
SIZES = {"desk": (1280, 900), "phone": (375, 812), "400%": (320, 256)}
_AXE = Path(__file__).resolve().parents[4] / "node_modules/axe-core/axe.min.js"
# Only what is wrong is handed back: all that axe looked at is a hundred times as much.
_JUDGE = """async rules => {
  const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
  return found.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`);
}"""
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Any) -> list[str]:
    """What axe-core finds in the page: rule and the first element; skips where it is absent."""
    if not _AXE.is_file():
        pytest.skip("axe-core is not installed: npm install --no-save axe-core@4")
    # Handed to the engine directly: the page's own policy would refuse any script.
    page.evaluate(_AXE.read_text("utf-8") + ";0")
    found: list[str] = page.evaluate(_JUDGE, _RULES)
    return found


def too_wide(page: Any) -> list[str]:
    """How far the page reaches beyond its window, which nobody should have to push sideways."""
    over = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return [f"{over} px wider than the window"] if over > 0 else []


def faults(page: Any) -> list[str]:
    """Whatever makes a page hard to use: axe-core's findings, and too great a width."""
    return [f"{page.url}: {one}" for one in (*too_wide(page), *violations(page))]


def press(page: Any, label: str) -> None:
    """Press the first button that is called exactly so, and wait for the page it leads to."""
    page.get_by_role("button", name=label, exact=True).first.click()
    page.wait_for_load_state()

"""A town with a first edition of two sheets, and its correction."""

from shirube.designs import Library
from shirube.people.actors import system
from shirube.publishing.publish import Order, publish_edition
from shirube.sheets.tests.build import CITY, DESIGN, OTHER_FILE, indicator, reading, sheet, value
from shirube.workflow.take_in import take_in


def first() -> None:
    """The edition of 511 and 512."""
    take_in(reading(sheet("511"), sheet("512")), by=system(), accept=True)
    publish_edition(Order(CITY.code, 2019), by=system(), library=Library([(DESIGN, None)]))


def corrected() -> None:
    """The next edition: another value in 511."""
    changed = sheet(indicators=(indicator("相談件数", value(2019, "125", "L10C2")),))
    take_in(reading(changed, sha256=OTHER_FILE), by=system(), accept=True)
    order = Order(CITY.code, 2019, "correction", "集計の誤り")
    publish_edition(order, by=system(), library=Library([(DESIGN, None)]))

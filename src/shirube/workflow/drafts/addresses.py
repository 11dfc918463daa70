"""Where in a draft: the addresses of the plain sheet (decision 0005)."""

from shirube.schema.addresses import Address, Found, Item, Spot, index, inside, parse

__all__ = ["Address", "Found", "Item", "Spot", "index", "inside", "parse"]

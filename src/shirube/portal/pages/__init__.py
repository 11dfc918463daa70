"""The pages of an edition, rendered once when it is published."""

from shirube.portal.pages.make import make_pages

__all__ = ["make_pages"]

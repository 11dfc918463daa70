"""The portal as files, for any web server or for carrying out of a closed network."""

from shirube.publishing.site.write import NotOursError, Written, write_site

__all__ = ["NotOursError", "Written", "write_site"]

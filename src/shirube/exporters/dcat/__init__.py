"""DCAT-AP 3.0.1: the data as entries of a catalogue that data portals read."""

from shirube.exporters.dcat.catalogue import catalogue_graph
from shirube.exporters.dcat.json_ld import to_json_ld
from shirube.exporters.dcat.turtle import to_turtle

__all__ = ["catalogue_graph", "to_json_ld", "to_turtle"]

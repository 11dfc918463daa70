"""A sheet on the screen: its sections, cards and fields, made from design and draft."""

"""The public interface for programs: published editions, read only.

``front`` stands before everything (rate, conditions, remembered answers), ``operations`` answer,
``description`` says what they do, in OpenAPI and on pages.
"""

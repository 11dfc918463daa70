"""A city's own decisions about its public side (団体の決めごと): what no sheet holds.

``model`` needs no database, ``text`` is its TOML, ``deciding`` keeps it and has the verb.
"""

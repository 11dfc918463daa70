"""Search in published editions: the newest of each municipality and year, in pairs of letters."""

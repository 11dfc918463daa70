"""Money on the desk: the ledger, tables on their way in, shares, hours, filling sheets."""

"""Computing with money: shares, totals counted once, reconciliation, personnel. No Django."""

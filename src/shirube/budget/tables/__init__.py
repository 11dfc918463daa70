"""Tables of any finance system as located lines: columns, accounts, what is wrong. No Django."""

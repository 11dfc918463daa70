"""A draft as plain values: addresses, fields, what typing changes. No database here."""

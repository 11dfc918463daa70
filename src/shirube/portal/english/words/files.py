"""What the records of an edition hold, in English."""

RECORDS = {
    "ledger.json": "What people decided to be the same thing through the years",
    "manifest.json": "Name, size and SHA-256 of every file of the edition, to prove that nothing "
                     "was changed",
}  # fmt: skip

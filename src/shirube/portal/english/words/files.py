"""What the data files of an edition hold, in English."""

ABOUT = {
    "sheets.json": "Every sheet. Each sheet’s own JSON is on its page.",
    "csv/sheets.csv": "The sheets: municipality, year, number, name, whether confirmed",
    "csv/indicators.csv": "Indicators: name, unit, definition, which way is better",
    "csv/indicator_values.csv": "Values of the indicators, one a row",
    "csv/projects.csv": "Projects of the programs",
    "csv/project_costs.csv": "Amounts of the projects, one a row",
    "csv/costs.csv": "Totals of the sheets",
    "csv/ratings.csv": "Ratings and their reasons",
    "csv/issues.csv": "Issues",
    "csv/next_actions.csv": "Next actions, and from when",
    "csv/follow_ups.csv": "What became of what was promised",
    "csv/reviews.csv": "Opinions of reviews and answers",
    "csv/narratives.csv": "Free texts",
    "csv/codebook.csv": "Every table and column explained (codebook, also in English)",
    "csv/codes.csv": "The codes and their meaning (also in English)",
    "dataset.jsonld": "The edition as a schema.org Dataset",
    "ledger.json": "What people decided to be the same thing through the years",
    "manifest.json": "Name, size and SHA-256 of every file of the edition, to prove that nothing "
                     "was changed",
}  # fmt: skip

"""StratML Part 2 (ISO 17469): the plan with its goals, and what the year came to."""

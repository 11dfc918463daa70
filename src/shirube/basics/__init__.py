"""What everything stands on: years, numbers as printed, money, codes, Japanese text, problems."""

"""Achievement, comparison, totals counted once: computed here and nowhere else."""

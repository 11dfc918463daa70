"""The tables of editions as rows that are ready to be sent (decision 0016): made, found, read.

``making.refresh`` keeps them at the editions that are out; ``reading`` answers questions.
"""

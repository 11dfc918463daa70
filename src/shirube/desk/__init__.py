"""職員画面: my work, board, sheet editing, deciding, reviewing, people and cycles."""

"""What people do with money: one verb a file."""

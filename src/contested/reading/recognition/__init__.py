"""What a clause is likely to claim, learned from the project's own gold."""

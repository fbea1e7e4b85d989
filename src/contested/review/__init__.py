"""Review: which claims a person should look at first, and what that person decided, as rulings of the ledger."""

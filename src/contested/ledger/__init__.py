"""The ledger: append-only, on four clocks, hash-chained. SQL and its dialects live in this room only."""

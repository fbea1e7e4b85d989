"""What claims add up to: pure functions from observations to verdicts, never a clock, a file or the ledger."""

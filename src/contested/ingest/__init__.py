"""Ingest: from paths to rows of the ledger, by way of intake and a reader."""

"""Intake: bytes to reports and coded rows. It reads no claims out of text and knows no ledger."""

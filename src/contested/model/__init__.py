"""Frozen values and nothing else: no input, no output, no knowledge of any other room."""

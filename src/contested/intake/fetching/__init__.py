"""Fetching from the web: politely, within bounds, and never from a private address by somebody else's will."""

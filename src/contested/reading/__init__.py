"""From clean text to claims: segments, mentions, numbers, times, attribution, propositions, claims.

Owns everything that looks at words. Deterministic, offline, no state between reports. It must never return a
claim whose words are not in the report: ``text[start:end] == quote``, always.
"""

"""A ledger of who holds what in an armed conflict, according to whom.

Every coloured district can be followed back to the sentence that coloured it, and every sentence to
the person who said it. The folders follow the way of the data; imports point down (see pyproject.toml).
"""

__version__ = "0.1.0"

"""Dependency trees of sentences, and what rules may ask of them.

Owns the parser that is shipped, the adapters for parsers of users' own, and the questions (``ParseView``). Rules
see no labels. It must never load a model before a sentence is parsed, nor change a character of the text.
"""

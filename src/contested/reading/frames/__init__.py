"""The frame tables: data, not code. ``claims.toml`` says what makes a claim, ``words.toml`` who can do what."""

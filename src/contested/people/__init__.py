"""The people of a server: who they are, how they prove it, what they may do, and what they did."""

"""What is wrong with a pack, all of it at once: one module for each matter, ``whole`` for all together."""

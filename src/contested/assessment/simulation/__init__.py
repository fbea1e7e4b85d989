"""A made-up war with a made-up press: true control, and what is printed of it. The test bench, and load."""

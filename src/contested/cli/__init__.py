"""The command line: a door on the services. Exit codes live here and nowhere else (``exits``)."""

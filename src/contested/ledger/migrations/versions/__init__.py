"""One file a step, named by its number and date. A step once released is never changed."""

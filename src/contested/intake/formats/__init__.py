"""One module a format, each from raw bytes to texts; none of them opens a file or a connection."""

"""The web's door: pages over HTTP on this machine."""

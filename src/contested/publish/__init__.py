"""What others are shown: JSON, CSV, GeoJSON, the map and the page. Values in, text out."""

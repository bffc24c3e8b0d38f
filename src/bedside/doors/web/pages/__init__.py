"""Pages, one noun a file. A view makes one call into an area and handles its named errors."""

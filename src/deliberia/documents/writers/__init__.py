"""Writers: one module a format, each laying out the same page."""

"""The desk's words as data."""

"""Desk: the record as web pages and as an API, over one store."""

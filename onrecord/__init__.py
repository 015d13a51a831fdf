"""Onrecord reads political news and keeps the record, with the words that prove it."""

__version__ = "0.1.0"

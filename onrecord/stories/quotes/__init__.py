"""Quotes across articles: where words were said, and how each outlet has them."""

"""Show: the command line and the text that people read."""

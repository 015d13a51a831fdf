"""Eval: how well the path does on gold, beside what others published, held against floors."""

"""Descriptions stand aside while an SDK is made, and are put in at the end: they decide nothing but docstrings."""

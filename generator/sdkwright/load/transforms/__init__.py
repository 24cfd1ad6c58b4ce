"""The config's `openapi.transforms`: commands that change the author's document before it is read.

`run.py` reads and runs them; `basic.py` and `structural.py` are the commands.
"""

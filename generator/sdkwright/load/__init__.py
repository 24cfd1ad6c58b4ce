"""The load stage: files in, one JSON tree in the 3.1 dialect out. The way in is `load/load.py`."""

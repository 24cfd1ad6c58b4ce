"""The closed list of rules, one module per stage (`load.py`, `config.py`, `lower.py`, ...)."""

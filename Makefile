# `make` sets everything up and generates output/ from spec/; `make help` lists the rest.
.DEFAULT_GOAL := output

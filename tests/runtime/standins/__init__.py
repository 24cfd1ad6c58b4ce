"""Stand-in for the rendered package: imports nothing, so that each module can be tested alone."""

"""From the model to views: every name, annotation, import line and docstring of the Python SDK, decided."""

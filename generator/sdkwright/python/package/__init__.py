"""The package itself and its small modules: constants, errors, version, stream rules."""

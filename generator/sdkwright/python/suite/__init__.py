"""The emitted SDK's own tests: one module per resource, a handful of tests per method."""

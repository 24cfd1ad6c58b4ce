"""Which emitted class or annotation each schema becomes, and the files under `types/`."""

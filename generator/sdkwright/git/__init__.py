"""What `diff` and `release` ask of git: of which revision, which files."""

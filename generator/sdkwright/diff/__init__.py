"""What changed in an SDK for its users, told by severity; the version and the changelog that follow from it."""

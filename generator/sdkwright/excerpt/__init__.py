"""What of a document a change can reach: few entries of it, as a rule."""

"""What the last run found, so that a run on unchanged files can say at once that there is nothing to do."""

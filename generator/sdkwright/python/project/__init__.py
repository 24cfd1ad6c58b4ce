"""What an SDK has beside its package: README, package metadata, licence, scripts, workflows."""

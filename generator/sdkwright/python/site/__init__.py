"""The reference site that an SDK builds from itself: which pages there are, and what they say beyond the source."""

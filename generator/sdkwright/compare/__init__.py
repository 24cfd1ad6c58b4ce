"""The public surface of two SDKs, read without importing them, and what differs for their users."""

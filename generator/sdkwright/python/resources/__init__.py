"""Modules and packages of resources."""

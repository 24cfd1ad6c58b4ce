"""A config made from the document alone, as `sdkwright init` writes it and `generate` uses it without one."""

from sdkwright.config.infer.infer import infer_settings

__all__ = ["infer_settings"]

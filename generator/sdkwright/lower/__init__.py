"""How a document means a model: `Document` and `Settings` in, `Api` out."""

from sdkwright.lower.lower import lower

__all__ = ["lower"]

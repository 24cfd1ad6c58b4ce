"""What the generator has to say about its inputs: rules, findings and where they are."""

from sdkwright.diagnostics.model import Collector, Diagnostic, Location, Rule, Severity

__all__ = ["Collector", "Diagnostic", "Location", "Rule", "Severity"]

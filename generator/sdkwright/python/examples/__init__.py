"""Values to show and to test with, made from schemas: small, valid, and the same every time."""

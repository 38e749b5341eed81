"""Statistics of the answers: plain functions on counts, cross-checked against SciPy in the tests; no dependency."""

"""Pure functions from counted answers to findings, red flags, scores, matches and the report."""

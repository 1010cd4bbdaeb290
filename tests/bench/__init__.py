"""Measurements, run by `make bench`: each is a ratio against a baseline of the same run, never a bare time."""

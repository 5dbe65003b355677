"""Runners with known truth."""

"""Tests of outcome tests and changes."""

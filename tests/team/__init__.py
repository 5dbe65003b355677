"""Tests of match and season."""

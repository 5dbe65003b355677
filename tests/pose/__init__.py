"""Tests of what a picture can tell."""

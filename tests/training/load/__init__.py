"""Tests of training load."""

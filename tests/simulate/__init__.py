"""Tests of simulated runners."""

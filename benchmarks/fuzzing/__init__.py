"""Damaged files by the thousand: what a reader does with what it was never meant to see."""

"""Backstride: prescribe, guide, measure and adapt backward running.

The package is a house of rooms on floors; see ``docs/house.md``. A room imports from the rooms
below it and never from those above.
"""

__version__ = "0.1.0"

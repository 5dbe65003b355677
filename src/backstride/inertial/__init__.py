"""From worn sensors to a motion: steps, gait, and travel against facing where it can be known."""

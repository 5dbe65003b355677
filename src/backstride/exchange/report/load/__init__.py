"""What it did to knee, tendon and joints, and who propels and who brakes."""

"""What happened when: speed, gait, heart rate, laps and the feet's contacts."""

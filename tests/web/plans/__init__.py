"""The first visit, today, and the plan."""

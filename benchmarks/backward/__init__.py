"""A public benchmark of detecting backward running: cases with known truth, and their scoring.

::

    python -m benchmarks.backward generate OUT            # make the cases
    python -m benchmarks.backward score OUT PREDICTIONS   # score anybody's predictions
    python -m benchmarks.backward predict OUT PREDICTIONS # Backstride's own predictions

    python -m benchmarks.backward.false_alarms --hours 10 --first-seed N --data DATA
    python -m benchmarks.backward.short_bouts --sessions 20 --first-seed N

``docs/benchmark.md`` says how to take part.
"""

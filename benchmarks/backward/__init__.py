"""A public benchmark of detecting backward running: cases with known truth, and their scoring.

::

    python -m benchmarks.backward generate OUT            # make the cases
    python -m benchmarks.backward score OUT PREDICTIONS   # score anybody's predictions
    python -m benchmarks.backward predict OUT PREDICTIONS # Backstride's own predictions

``docs/benchmark.md`` says how to take part.
"""

"""The figures of issue 2, each a ratio against something bare in the same run. `python -m benchmarks`."""

"""The figures of issues 2 and 3, each a ratio to something bare in the same run: `python -m benchmarks`."""

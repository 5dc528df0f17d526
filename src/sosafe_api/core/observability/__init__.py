"""What an operator sees of a running process: figures for Prometheus and traces, neither with a word of anybody's."""

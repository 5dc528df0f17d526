"""Lets `python -m sosafe_api` be the command line."""

from sosafe_api.cli import main

main()

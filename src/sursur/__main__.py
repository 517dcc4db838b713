"""`python -m sursur` is the command line."""

from sursur.cli import main

main()

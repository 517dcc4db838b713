"""`python -m sursur` is the command line too."""

from sursur.cli import main

if __name__ == "__main__":
    main()

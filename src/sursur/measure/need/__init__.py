"""Need beside cooperation: levels and ranks, coverage, the gap between them, movement, and who is not reached.

The definitions are our own; each function states its own. Nothing is guessed: a value is carried for a limited number
of years and says of which year it is; what is missing stays missing.
"""

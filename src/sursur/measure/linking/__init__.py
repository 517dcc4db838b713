"""Linking: which records of different tellers speak of the same real activity, and how one can tell."""

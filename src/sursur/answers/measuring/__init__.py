"""What every measure has in common: its parameters, its answer, and how it is found by its name.

A measure is one module of `sursur.answers.measures`. From there the command line, the library, the web and the
documentation take it by the name of its module, so that a new measure needs no other change.
"""

from sursur.answers.measuring.measure import Answer, Asked, Measure
from sursur.answers.measuring.naming import load_measure, measure_names
from sursur.answers.measuring.parameters import Parameter
from sursur.answers.measuring.words import asked_of

__all__ = ["Answer", "Asked", "Measure", "Parameter", "asked_of", "load_measure", "measure_names"]

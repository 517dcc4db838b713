"""Descriptors of tabular sources: what a publisher's sheet means, said in YAML and checked on load.

A new source of this kind needs no code: `docs/descriptors.md` tells how to write one.
"""

from sursur.ingest.descriptor.declared import (
    Condition,
    Descriptor,
    Download,
    Expression,
    ForEach,
    Headings,
    Layout,
    Match,
    Melt,
    Rule,
    Template,
)
from sursur.ingest.descriptor.expressions import plain
from sursur.ingest.descriptor.loading import BUILT_IN, SUFFIX, dataset_name, load_descriptor, load_descriptors

__all__ = [
    "BUILT_IN",
    "SUFFIX",
    "Condition",
    "Descriptor",
    "Download",
    "Expression",
    "ForEach",
    "Headings",
    "Layout",
    "Match",
    "Melt",
    "Rule",
    "Template",
    "dataset_name",
    "load_descriptor",
    "load_descriptors",
    "plain",
]

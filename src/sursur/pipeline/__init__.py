"""From files to a release: the whole story in a few calls."""

from sursur.pipeline.building import Built, Plan, build_release

__all__ = ["Built", "Plan", "build_release"]

"""Releases: written once, never changed, opened by everybody."""

from sursur.release.home import Home
from sursur.release.manifest import Manifest
from sursur.release.reading import Release, open_release, verify

__all__ = ["Home", "Manifest", "Release", "open_release", "verify"]

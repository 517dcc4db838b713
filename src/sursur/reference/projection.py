"""Equal Earth: a map on which areas compare truly (Šavrič, Patterson, Jenny, doi:10.1080/13658816.2018.1504949)."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

WIDTH = 2000
HEIGHT = 870
"""The drawing, in its own units; Antarctica is cut off, nobody there gives or takes."""
CENTRAL_MERIDIAN = 11.0
"""Degrees east; the cut then runs through the Bering Strait and leaves every country whole."""
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = sqrt(3) / 2
_NORTH_EDGE = 84.0


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to drawing units, x to the right and y downwards."""
    x, y = _plane(longitude - CENTRAL_MERIDIAN, latitude)
    scale = WIDTH / (2 * _plane(180, 0)[0])
    return WIDTH / 2 + x * scale, (_plane(0, _NORTH_EDGE)[1] - y) * scale


def _plane(longitude: float, latitude: float) -> tuple[float, float]:
    a1, a2, a3, a4 = _A
    angle = asin(_M * sin(radians(latitude)))
    slope = a1 + 3 * a2 * angle**2 + angle**6 * (7 * a3 + 9 * a4 * angle**2)
    x = radians(longitude) * cos(angle) / (_M * slope)
    y = angle * (a1 + a2 * angle**2 + angle**6 * (a3 + a4 * angle**2))
    return x, y

"""Geometry of the pictures: rows in, marks out. The templates in `templates/charts.html` draw the marks as SVG.

Widths are shares of the room there is (per cent), heights are pixels: one drawing serves a phone and a projector,
and its letters keep their size. Colours are classes, so that light, dark and print are the stylesheet's matter.
"""

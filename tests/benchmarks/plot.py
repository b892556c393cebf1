"""
Small plots on logarithmic axes as SVG, drawn by hand.

Nothing is filled behind them, and the greys and colours can be told apart on white and on black.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 300, 240
"""Of a panel, without its margins."""
LEFT, TOP, BOTTOM, RIGHT = 64, 64, 56, 28
GREY = "#808890"
COLOURS = ("#1f83c4", "#e0762b", "#3a9e5c")


@dataclass(frozen=True, slots=True)
class Series:
    """Points, and the ``(b, a)`` of a line ``a * x ** b`` through them, if one is to be drawn."""

    name: str
    points: Sequence[tuple[float, float]]
    fit: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Panel:
    """A pair of axes."""

    title: str
    series: Sequence[Series]


@dataclass(frozen=True, slots=True)
class Axis:
    """Powers of ten from ``low`` to ``high``, laid over ``length`` from ``origin`` on."""

    low: int
    high: int
    origin: float
    length: float

    def at(self, value: float) -> float:
        return self.origin + self.length * (log10(value) - self.low) / (self.high - self.low)

    def ticks(self) -> Iterator[int]:
        yield from range(self.low, self.high + 1)


def svg(title: str, along: str, panels: Sequence[Panel]) -> str:
    """One picture of panels side by side; ``along``: what all their horizontal axes measure."""
    step = LEFT + WIDTH + RIGHT
    width, height = step * len(panels), TOP + HEIGHT + BOTTOM
    xs = [x for panel in panels for series in panel.series for x, _ in series.points]
    body = "\n".join(
        f'<g transform="translate({step * n} 0)">\n{_panel(panel, along, xs)}\n</g>'
        for n, panel in enumerate(panels)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="Liberation Sans, Arial, sans-serif" font-size="12" fill="{GREY}">\n'
        f"<title>{escape(title)}</title>\n"
        f"{_text(LEFT, 22, title, size=15, weight='bold')}\n{body}\n</svg>\n"
    )


def _panel(panel: Panel, along: str, xs: Sequence[float]) -> str:
    ys = [y for series in panel.series for _, y in (*series.points, *_ends(series))]
    across = _axis(xs, LEFT, WIDTH)
    legend = [10 * max(ys)] if ys else []  # what does not grow would run through it
    up = _axis([*ys, *legend], TOP + HEIGHT, -HEIGHT)
    marks = [_text(LEFT, TOP - 12, panel.title, weight="bold"), *_grid(across, up)]
    middle = LEFT + WIDTH / 2
    marks.append(_text(middle, TOP + HEIGHT + 40, along, anchor="middle"))
    for n, series in enumerate(panel.series):
        marks += _series(series, across, up, COLOURS[n % len(COLOURS)])
    marks += _legend(panel)
    return "\n".join(marks)


def _axis(values: Sequence[float], origin: float, length: float) -> Axis:
    low = floor(log10(min(values))) if values else 0
    high = ceil(log10(max(values))) if values else 1
    return Axis(low, max(high, low + 1), origin, length)


def _grid(across: Axis, up: Axis) -> Iterator[str]:
    for power in across.ticks():
        x = across.at(10.0**power)
        yield _line(x, TOP, x, TOP + HEIGHT, opacity=0.25)
        yield _text(x, TOP + HEIGHT + 18, _power(power), anchor="middle")
    for power in up.ticks():
        y = up.at(10.0**power)
        yield _line(LEFT, y, LEFT + WIDTH, y, opacity=0.25)
        yield _text(LEFT - 8, y + 4, _power(power), anchor="end")
    yield _line(LEFT, TOP + HEIGHT, LEFT + WIDTH, TOP + HEIGHT)
    yield _line(LEFT, TOP, LEFT, TOP + HEIGHT)


def _series(series: Series, across: Axis, up: Axis, colour: str) -> Iterator[str]:
    if not series.points:
        return
    places = [(across.at(x), up.at(y)) for x, y in series.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
    for (x, y), (size, value) in zip(places, series.points, strict=True):
        yield _dot(x, y, colour, f"{series.name}: {size:,.0f} → {value:,.4g}")
    ends = [(across.at(x), up.at(y)) for x, y in _ends(series)]
    if ends:
        yield _line(*ends[0], *ends[1], stroke=colour, dash="4 4")


def _ends(series: Series) -> list[tuple[float, float]]:
    """Where the line of the fit begins and ends."""
    if series.fit is None or not series.points:
        return []
    b, a = series.fit
    return [(x, a * x**b) for x in (series.points[0][0], series.points[-1][0])]


def _legend(panel: Panel) -> Iterator[str]:
    """In the upper left corner, for which a power of ten is left above all curves."""
    for n, series in enumerate(panel.series):
        y = TOP + 18 + 17 * n
        power = f", n^{series.fit[0]:.2f}" if series.fit is not None else ""
        colour = COLOURS[n % len(COLOURS)]
        yield _dot(LEFT + 14, y - 4, colour, series.name)
        yield _text(LEFT + 24, y, f"{series.name}{power}")


def _dot(x: float, y: float, colour: str, words: str) -> str:
    """A point that tells its figures where a mouse rests on it."""
    title = f"<title>{escape(words)}</title>"
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}">{title}</circle>'


def _power(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"


def _line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    *,
    stroke: str = GREY,
    opacity: float = 1.0,
    dash: str = "none",
) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" '
        f'stroke-opacity="{opacity}" stroke-dasharray="{dash}"/>'
    )


def _text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    size: int = 12,
    weight: str = "normal",
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
        f'font-weight="{weight}">{escape(words)}</text>'
    )

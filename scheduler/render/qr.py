"""The QR code of an address, as a picture for each form; equal addresses give equal bytes."""

from io import BytesIO

import segno

BORDER = 4
"""Modules of white around it, as the standard asks."""


def _code(address: str) -> segno.QRCode:
    return segno.make_qr(address, error="m")


def svg(address: str) -> str:
    """A drawing without a size of its own: black on white, whatever the page's colours."""
    code = _code(address)
    size = code.symbol_size(border=BORDER)[0]
    rows = code.matrix_iter(border=BORDER)
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path fill="#000" d="{path}"/></svg>'
    )


def png(address: str) -> bytes:
    """Eight dots for a module, black on white."""
    made = BytesIO()
    _code(address).save(made, kind="png", scale=8, border=BORDER)
    return made.getvalue()

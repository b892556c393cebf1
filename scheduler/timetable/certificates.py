"""Prices that prove bounds of tiers, stored with a timetable and checked again without a search."""

from typing import Annotated, Literal

from pydantic import Field

from scheduler.problem import Id, Strict


class PriceGroup(Strict):
    """
    Sessions of which being on at once costs something, or is bounded.

    Attributes
    ----------
    sort
        ``pairs``: each two of them that are on cost ``price``. ``delegation``: each that is on
        beyond ``most`` costs ``price`` to the one called ``name``. ``most``: no more are on.
    price
        In parts of one, for each moment; None if no more may be on.
    """

    sort: Literal["pairs", "delegation", "most"]
    sessions: tuple[Id, ...]
    most: int
    price: int | None = None
    name: str | None = None


class PricedSlots(Strict):
    """What being on costs in these slots: (number of the group, price in parts of one)."""

    slots: tuple[str, ...]
    prices: tuple[tuple[int, int], ...]


class PricedLeaf(Strict):
    """
    Some of all timetables: those in which the first of each two is over before the second begins.

    All leaves together are all timetables: they part where two that exclude one another may come
    one way or the other, in the order in which ``orders`` lists them.
    """

    orders: tuple[tuple[Id, Id], ...] = ()
    priced: tuple[PricedSlots, ...] = ()


class CountCertificate(Strict):
    """
    Prices that prove what overlaps cost at the least; ``verify --bounds`` checks them.

    Attributes
    ----------
    tier, bound
        What is proved: no timetable costs less than the bound in this tier.
    unit
        Prices are whole parts of one: thousandths.
    moment
        Minutes of a moment; 0 where all sessions start with their slots, and a moment is a slot.
    """

    kind: Literal["counts"] = "counts"
    tier: str
    bound: int
    unit: Annotated[int, Field(ge=1)] = 1_000
    moment: Annotated[int, Field(ge=0)] = 0
    groups: tuple[PriceGroup, ...] = ()
    leaves: tuple[PricedLeaf, ...] = ()


class PatternCertificate(Strict):
    """
    Prices that prove what bodies pay for their room slots; ``verify --bounds`` checks them.

    Attributes
    ----------
    tier, bound
        What is proved: no timetable costs less than the bound in this tier.
    unit
        Prices are whole parts of one: thousandths.
    prices
        (day slot, room, price); other room slots have none.
    """

    kind: Literal["patterns"] = "patterns"
    tier: str
    bound: int
    unit: Annotated[int, Field(ge=1)] = 1_000
    prices: tuple[tuple[str, str, int], ...] = ()


class SetCertificate(Strict):
    """
    Prices that prove what is on at once costs at the least; ``verify --bounds`` checks them.

    Attributes
    ----------
    tier, bound
        What is proved: no timetable costs less than the bound in this tier.
    unit
        Prices are whole parts of one: thousandths.
    moment
        Minutes of a moment; 0 where all sessions start with their slots, and a moment is a slot.
    groups
        What being on at once costs, and how many may be.
    prices
        (session, price of a moment for which it is on); others have none.
    """

    kind: Literal["sets"] = "sets"
    tier: str
    bound: int
    unit: Annotated[int, Field(ge=1)] = 1_000
    moment: Annotated[int, Field(ge=0)] = 0
    groups: tuple[PriceGroup, ...] = ()
    prices: tuple[tuple[Id, int], ...] = ()


Certificate = Annotated[
    CountCertificate | PatternCertificate | SetCertificate, Field(discriminator="kind")
]
"""Each kind of certificate, told apart by ``kind``."""

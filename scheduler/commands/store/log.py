"""log: what was reported, decided and published."""

from scheduler import store as stores
from scheduler.commands.inputs.stores import last_timezone, last_wording, opened_at
from scheduler.commands.options.store import StoreOption
from scheduler.commands.options.values import Json
from scheduler.render.reports import log_report as reports
from scheduler.render.terminal.answer import OK, Answer


def log(*, json: Json = False, where: StoreOption = StoreOption()) -> Answer:
    """List what was reported, decided and published, and by whom."""
    with opened_at(where.store, to_read=True) as store:
        revisions = stores.revisions(store)
        zone, wording = last_timezone(revisions), last_wording(store)
        pins, waivers = stores.pins(store, undone=True), stores.waivers(store, undone=True)
        entries = reports.ordered(
            [
                *reports.drafts_of(revisions, stores.notices(store)),
                *reports.facts_of(stores.facts(store, undone=True)),
                *reports.orders_of(pins, waivers, zone),
                *reports.acknowledged(stores.acknowledgements(store, undone=True)),
            ]
        )
    return Answer(
        OK, reports.as_json(entries, zone) if json else reports.lines(entries, zone, wording)
    )

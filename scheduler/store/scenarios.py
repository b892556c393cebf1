"""The scenarios that timetables were made from, byte for byte."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, select

from scheduler.errors import StoreError
from scheduler.store.chain import as_text, check_text
from scheduler.store.connection import Store
from scheduler.store.tables import scenarios


def add_scenario(db: Connection, data: bytes, moment: datetime) -> str:
    """The sha256 of a scenario, kept once however many timetables it has."""
    sha256 = hashlib.sha256(data).hexdigest()
    present = select(scenarios.c.sha256).where(scenarios.c.sha256 == sha256)
    if db.execute(present).first() is None:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            raise StoreError("the scenario is not UTF-8 text; nothing was written") from None
        check_text("the scenario", text)
        row = {"sha256": sha256, "text": text, "at": as_text(moment)}
        db.execute(scenarios.insert().values(row))
    return sha256


def scenario_of(store: Store, sha256: str) -> bytes:
    """The bytes of a scenario; StoreError if the store does not hold it."""
    with store.reading() as db:
        wanted = select(scenarios.c.text).where(scenarios.c.sha256 == sha256)
        text = db.execute(wanted).scalar_one_or_none()
    if text is None:
        raise StoreError(f"{store.name}: holds no scenario {sha256[:12]}")
    return str(text).encode()

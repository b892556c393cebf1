"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const zone = root.dataset.zone;
  const words = document.getElementById("states").dataset;
  const clock = document.getElementById("clock");
  const age = document.getElementById("age");
  const still = document.getElementById("still");
  const days = all("section.day");
  let seen = Date.now();
  const format = (moment, options, lang = "en-GB") =>
    new Intl.DateTimeFormat(lang, { timeZone: zone, ...options }).format(moment);
  const date = (moment) =>
    format(moment, { year: "numeric", month: "2-digit", day: "2-digit" }, "sv-SE");
  const week = (day) => Math.floor((Date.parse(day) / 86400000 + 3) / 7);
  const spans = (line) => (line.dataset.at || "").split(" ").filter(Boolean).map((span) => {
    const [start, end] = span.split("/").map((part) => Date.parse(part));
    return { start, end };
  });

  // what is on, what is over, what comes next; never how long it takes until then
  const state = (line, name, text) => {
    line.classList.toggle("now", name === "now");
    line.classList.toggle("over", name === "over");
    let there = line.querySelector(".state");
    if (!text) { if (there) there.remove(); return; }
    if (!there) {
      there = document.createElement("p");
      there.className = "state";
      line.querySelector(".title").before(there);
    }
    there.textContent = text;
  };
  const held = (line, now) => spans(line).some(({ start, end }) => start <= now && now < end);
  const mark = (lines, now) => {
    const running = lines.filter((line) => held(line, now));
    const ahead = lines.filter((line) => spans(line).some(({ start }) => start > now));
    const first = Math.min(...ahead.flatMap((line) => spans(line).map(({ start }) => start)));
    const rolling = running.filter((line) => "rolls" in line.dataset);
    for (const line of lines) {
      const on = running.includes(line);
      const next = ahead.includes(line) && spans(line).some(({ start }) => start === first);
      const order = rolling.length > 1 && rolling.includes(line);
      const head = order ? (line === rolling[0] ? words.order : "") : words.now;
      if (on) state(line, "now", head);
      else state(line, ahead.includes(line) ? "" : "over", next ? words.next : "");
    }
    return { running, ahead };
  };
  const dues = (day) => all(".due", day);

  function tick() {
    const now = Date.now(), today = date(now);
    const on = days.find((day) => dues(day).some((line) => held(line, now)));
    const shown = on || days.find((day) => day.dataset.day >= today);
    for (const day of days) day.hidden = day !== shown;
    // a day of another week than this one is seen beside the date of today
    const far = !shown || week(shown.dataset.day) !== week(today);
    const parts = { weekday: "long", ...(far ? { day: "numeric", month: "long" } : {}), hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    clock.textContent = format(now, parts, root.lang === "en" ? "en-GB" : root.lang);
    clock.hidden = false;
    still.hidden = true;
    const tell = (text) => { still.textContent = text; still.hidden = false; };
    if (!shown) tell(days.length > 0 ? still.dataset.after : still.dataset.nothing);
    else {
      const { running, ahead } = mark(dues(shown), now);
      if (running.length === 0 && ahead.length === 0) tell(still.dataset.more);
    }
    const minutes = Math.floor((now - seen) / 60000);
    age.textContent = age.dataset.words.replace("{minutes}", minutes);
    age.hidden = minutes < 1;
  }

  // ---- a newer one, where the page came from -------------------------------------------------
  const ask = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (!answer.ok) return;
      const text = await answer.text();
      seen = Date.now();
      if (!text.includes(`data-edition="${root.dataset.edition}"`)) location.reload();
    } catch { /* no network: what is here stays, and says its age */ }
    tick();
  };
  tick();
  setInterval(tick, 15000);
  document.addEventListener("visibilitychange", tick);
  if (location.protocol.startsWith("http")) {
    ask();
    setInterval(ask, 60000);
  }
})();

"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const zone = root.dataset.zone;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // ---- moments -------------------------------------------------------------------------------
  const spans = (at) => (at || "").split(" ").filter(Boolean).map((span) => {
    const [start, end] = span.split("/");
    return { start: Date.parse(start), end: Date.parse(end), day: start.slice(0, 10) };
  });
  const holds = (at, moment) => spans(at).some(({ start, end }) => start <= moment && moment < end);
  const clocks = new Map();
  const clock = (moment, timeZone, options) => {
    const key = timeZone + JSON.stringify(options);
    if (!clocks.has(key)) {
      clocks.set(key, new Intl.DateTimeFormat(options.lang || "en-GB", { timeZone, ...options }));
    }
    return clocks.get(key).format(moment);
  };
  const HOUR = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const hour = (moment, timeZone) => clock(moment, timeZone, HOUR);
  const weekday = (moment, timeZone) => clock(moment, timeZone, { weekday: "short", lang: root.lang });
  const date = (moment, timeZone) =>
    clock(moment, timeZone, { year: "numeric", month: "2-digit", day: "2-digit", lang: "sv-SE" });
  // a weekday alone is taken for one of this week, which begins on Monday
  const week = (day) => Math.floor((Date.parse(day) / 86400000 + 3) / 7);
  const dayOf = (moment, timeZone, beside) => {
    const [day, other] = [date(moment, timeZone), date(beside, timeZone)];
    if (week(day) === week(other)) return weekday(moment, timeZone);
    const lang = `${root.lang === "en" ? "en-GB" : root.lang}-u-nu-latn`;
    const year = day.slice(0, 4) === other.slice(0, 4) ? {} : { year: "numeric" };
    return clock(moment, timeZone, { weekday: "short", day: "numeric", month: "short", ...year, lang });
  };

  // ---- filters -------------------------------------------------------------------------------
  const selects = all("#tools select");
  const search = document.getElementById("search");
  const clear = document.getElementById("clear");
  const count = document.getElementById("count");
  const sittings = all(".s[data-at]");
  const uids = (line) => line.dataset.uid.split(" ");
  const counted = (lines) => new Set(lines.flatMap(uids)).size;
  const total = counted(sittings);
  // a daily paper tells each sitting twice, in its grid and below: the first of them is named
  const once = (lines) => {
    const seen = new Set();
    return lines.filter((line) => {
      const fresh = uids(line).some((uid) => !seen.has(uid));
      for (const uid of uids(line)) seen.add(uid);
      return fresh;
    });
  };

  const chosen = (select) => select.selectedOptions[0].textContent;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const sought = () => plain(search.value).split(/\s+/).filter(Boolean);
  const names = (line) => ["room", "body", "person"].flatMap((name) => {
    const select = selects.find((one) => one.name === name);
    const meant = (line.dataset[name] || "").split(" ");
    return select ? [...select.options].filter(({ value }) => value && meant.includes(value))
      .map(({ textContent }) => textContent) : [];
  });
  const texts = new Map(all(".s").map((line) =>
    [line, plain([line.textContent, ...names(line)].join(" "))]));
  const wanted = (line, asked, words) => words.every((word) => texts.get(line).includes(word)) &&
    asked.every(({ name, value }) => (line.dataset[name] || "").split(" ").includes(value));

  const filter = () => {
    const asked = selects.filter((select) => select.value !== "");
    const words = sought();
    const narrowed = asked.length > 0 || words.length > 0;
    for (const line of all(".s")) line.hidden = !wanted(line, asked, words);
    for (const cell of all("td[role=cell]")) {
      const lines = all(".s", cell);
      cell.classList.toggle("empty", lines.every((line) => line.hidden));
    }
    for (const row of all("tbody tr")) {
      row.hidden = narrowed && all(".s", row).every((line) => line.hidden);
    }
    for (const part of [...all(".sheet"), ...all(".page")]) {
      part.hidden = narrowed && all(".s", part).every((line) => line.hidden);
    }
    const shown = counted(sittings.filter((line) => !line.hidden));
    const asks = [...asked.map(chosen), ...(words.length > 0 ? [search.value.trim()] : [])];
    count.textContent = narrowed
      ? `${asks.join(" · ")} – ${filled(count.dataset.words, { shown, all: total })}` : "";
    clear.disabled = !narrowed;
    tick();
  };

  // The choice is part of the address, so that it can be sent to somebody.
  const remember = () => {
    const asked = selects.filter((select) => select.value !== "");
    const words = new URLSearchParams(asked.map((select) => [select.name, chosen(select)]));
    if (sought().length > 0) words.set(search.name, search.value.trim());
    history.replaceState(null, "", words.size > 0 ? `#${words}` : location.href.split("#")[0]);
  };
  const recall = () => {
    const words = new URLSearchParams(location.hash.slice(1));
    for (const select of selects) {
      const option = [...select.options].find((known) =>
        known.value !== "" && known.textContent === words.get(select.name));
      if (option) select.value = option.value;
    }
    search.value = words.get(search.name) || "";
  };

  // ---- a calendar of what is shown -----------------------------------------------------------
  const calendar = document.getElementById("calendar");
  const utc = (moment) => new Date(moment).toISOString().replace(/[-:]|\.\d{3}/g, "");
  const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\s+/g, " ").trim();
  // 75 bytes a line: no character of a line that is cut takes more than four
  const folded = (line) => [...line].reduce((lines, char) => {
    const last = lines[lines.length - 1];
    const size = new TextEncoder().encode(last + char).length;
    return size > 75 ? [...lines, ` ${char}`] : [...lines.slice(0, -1), last + char];
  }, [""]).join("\r\n");
  const entries = () => {
    const made = new Map();
    for (const line of sittings.filter((one) => !one.hidden)) {
      const at = spans(line.dataset.at);
      uids(line).forEach((uid, index) => made.set(uid, { line, ...at[index] }));
    }
    return [...made].filter(([, { start }]) => !Number.isNaN(start));
  };
  const file = () => [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//rollgrid//page//EN", "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(calendar.dataset.name)}`,
    ...entries().flatMap(([uid, { line, start, end }]) => [
      "BEGIN:VEVENT", `UID:${uid}`, `DTSTAMP:${utc(Date.now())}`, `DTSTART:${utc(start)}`,
      `DTEND:${utc(end)}`, `SUMMARY:${escaped(said([line]))}`,
      ...(roomOf(line) ? [`LOCATION:${escaped(roomOf(line))}`] : []),
      ...("rolls" in line.dataset ? [`DESCRIPTION:${escaped(calendar.dataset.rolling)}`] : []),
      "END:VEVENT",
    ]),
    "END:VCALENDAR", "",
  ].map(folded).join("\r\n");
  const offer = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file()], { type: "text/calendar" }));
    link.download = "calendar.ics";
    link.click();
    URL.revokeObjectURL(link.href);
  };

  // ---- the reader's clock --------------------------------------------------------------------
  const hours = all(".h").map((element) => ({
    element, printed: element.textContent, spans: spans(element.dataset.at),
  }));
  const told = ({ start, end, day }, alone) => {
    // a clock time alone has no end
    const until = (moment) => hour(moment, own).replace("00:00", "24:00");
    const said = Number.isNaN(end) ? hour(start, own) : `${hour(start, own)} – ${until(end)}`;
    const shift = Math.round((Date.parse(date(start, own)) - Date.parse(day)) / 86400000);
    if (shift === 0) return said;
    return alone ? `${weekday(start, own)} ${said}` : `${said} (${shift > 0 ? "+" : "−"}${Math.abs(shift)})`;
  };
  const ownHours = () => document.querySelector("#zones input[value=own]").checked;
  const turn = () => {
    for (const { element, printed, spans } of hours) {
      const said = new Set(spans.map((span) => told(span, spans.length === 1 && !element.classList.contains("dated"))));
      element.textContent = ownHours() ? [...said].join(" / ") : printed;
    }
    tick();
  };

  // ---- now -----------------------------------------------------------------------------------
  const note = document.getElementById("clock");
  const [sentences, go] = [note.querySelector(".sentences"), note.querySelector("a")];
  const cells = all("td[role=cell]").map((cell) => ({ cell, lines: all(".s[data-at]", cell) }))
    .filter(({ lines }) => lines.length > 0);

  const MOST = 4;

  const badge = (cell, is) => {
    const there = cell.querySelector(".badge");
    if (is && !there) {
      const made = document.createElement("span");
      made.className = "badge";
      made.textContent = note.dataset.now;
      cell.querySelector(".s").before(made);
    } else if (!is && there) there.remove();
  };
  const said = (lines) => {
    const texts = once(lines).map((line) => {
      const [first, text] = [line.querySelector(".h"), line.textContent];
      const hours = first ? first.textContent : "";
      return text.slice(text.startsWith(hours) ? hours.length : 0).trim();
    });
    const known = [...new Set(texts)];
    const more = known.length > MOST ? [`+${known.length - MOST}`] : [];
    return [...known.slice(0, MOST), ...more].join(" · ");
  };
  const rooms = document.querySelector("#tools select[name=room]");
  const roomOf = (line) => {
    const option = rooms && [...rooms.options].find(({ value }) => value !== "" && value === line.dataset.room);
    return option ? option.textContent : "";
  };
  // one line a room; what follows one another is told in its order, for nobody can say which is on
  const runningIn = (lines) => [...new Set(lines.map(roomOf))].map((room) => {
    const here = once(lines.filter((line) => roomOf(line) === room));
    const rolling = new Set(here.filter((line) => "rolls" in line.dataset).map((line) => line.textContent));
    const head = rolling.size > 1 ? note.dataset.order : note.dataset.now;
    return sentence(room ? `${head} · ${room}` : head, said(here));
  });
  const sentence = (head, words) => {
    const line = document.createElement("span");
    line.dir = "auto";
    const strong = document.createElement("b");
    strong.textContent = head;
    line.append(strong, words && head ? ` – ${words}` : words);
    return line;
  };
  const at = (moment, beside = moment) => {
    const timeZone = ownHours() ? own : zone;
    return { day: dayOf(moment, timeZone, beside), hour: hour(moment, timeZone), zone: ownHours() ? own : root.dataset.called };
  };

  function tick() {
    const now = Date.now();
    const running = [];
    let next = null, last = 0;
    go.hidden = true;
    for (const element of all("#now")) element.removeAttribute("id");
    for (const { cell, lines } of cells) {
      const shown = lines.filter((line) => !line.hidden);
      const held = shown.filter((line) => holds(line.dataset.at, now));
      cell.classList.toggle("now", held.length > 0);
      if (held.length > 0) cell.setAttribute("aria-current", "time");
      else cell.removeAttribute("aria-current");
      badge(cell, held.length > 0);
      for (const line of lines) {
        line.classList.toggle("held", held.length < shown.length && held.includes(line));
      }
      if (held.length > 0) {
        running.push(...held);
        if (go.hidden) { cell.id = "now"; go.hidden = false; }
      }
      for (const line of lines) for (const { end } of spans(line.dataset.at)) last = Math.max(last, end);
      if (shown.length === 0) continue;
      const first = Math.min(...shown.flatMap((line) => spans(line.dataset.at).map((span) => span.start)));
      if (first > now && (next === null || first < next.first)) next = { first, shown: [] };
      if (next !== null && first === next.first) next.shown.push(...shown);
    }
    const today = date(now, zone);
    for (const head of [...all("th[data-day]"), ...all("#days a")]) {
      if ((head.dataset.day || head.hash.replace("#day-", "")) === today) head.setAttribute("aria-current", "date");
      else head.removeAttribute("aria-current");
    }
    const here = at(now);
    const begun = cells.some(({ lines }) => lines.some((line) =>
      spans(line.dataset.at).some(({ start }) => start <= now)));
    const parts = [sentence(`${here.day} ${here.hour}`, here.zone)];
    if (running.length > 0) parts.push(...runningIn(running));
    else if (last > 0 && last <= now) parts.push(sentence("", note.dataset.after));
    else if (!begun && cells.length > 0) parts.push(sentence("", note.dataset.before));
    if (next !== null) {
      const then = at(next.first, now);
      parts.push(sentence(`${note.dataset.next} · ${then.day} ${then.hour}`, said(next.shown)));
    }
    sentences.replaceChildren(...parts);
  }

  // ---- begin ---------------------------------------------------------------------------------
  for (const select of selects) {
    select.addEventListener("change", () => { filter(); remember(); });
  }
  search.addEventListener("input", () => { filter(); remember(); });
  clear.addEventListener("click", () => {
    for (const select of selects) select.value = "";
    search.value = "";
    filter();
    remember();
    search.focus();
  });
  calendar.addEventListener("click", offer);
  const zones = document.getElementById("zones");
  const label = zones.querySelector("[data-words]");
  label.textContent = filled(label.dataset.words, { zone: own });
  zones.hidden = own === zone;
  zones.addEventListener("change", turn);
  document.getElementById("tools").hidden = false;
  recall();
  filter();
  // on a phone: today, and the controls out of the way
  if (matchMedia("(max-width: 48rem)").matches) {
    document.getElementById("controls").open = false;
    const days = [...all("[data-day]", document.getElementById("timetable"))];
    const day = date(Date.now(), zone);
    const head = days.find((one) => one.dataset.day === day && one.offsetParent !== null);
    if (head && location.hash === "" && head !== days[0]) head.scrollIntoView();
  }
  setInterval(tick, 15000);
  document.addEventListener("visibilitychange", tick);
  addEventListener("hashchange", () => { if (location.hash.includes("=")) { recall(); filter(); } });
})();

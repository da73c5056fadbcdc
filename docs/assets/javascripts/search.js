/*
 * The search: every word must stand somewhere in a section, anywhere in a word, so that Chinese is found as well.
 * The index is loaded when the field is first used. A section whose id or heading matches comes first.
 */
(() => {
  "use strict";

  const MOST = 30;
  const SNIPPET = 110;

  const root = document.querySelector(".ledger-search");
  if (!root) return;
  const field = root.querySelector(".ledger-search__input");
  const panel = root.querySelector(".ledger-search__results");
  const status = root.querySelector(".ledger-search__count");
  const list = root.querySelector(".ledger-search__list");
  const address = new URL(root.dataset.index, location.href);
  const base = new URL("..", address);

  let index = null; // a promise of the sections

  const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\s+/g, " ").trim();

  const load = () => {
    index ??= fetch(address)
      .then((answer) => answer.json())
      .then(({ docs }) => {
        const pages = new Map(docs.filter((d) => !d.location.includes("#")).map((d) => [d.location, plain(d.title)]));
        return docs.map((d) => {
          const [page, anchor = ""] = d.location.split("#");
          const title = plain(d.title);
          const text = plain(d.text);
          const id = decodeURIComponent(anchor).toLowerCase();
          return { location: d.location, page: pages.get(page) ?? "", title, text, id, heading: title.toLowerCase(), all: `${title} ${pages.get(page) ?? ""} ${id} ${text}`.toLowerCase() };
        });
      });
    return index;
  };

  const words = (query) => query.toLowerCase().normalize("NFKC").split(/\s+/).filter(Boolean);

  // Ids are the most telling, then headings; of two equals the shorter section is the closer one.
  const score = (section, wanted) => {
    if (!wanted.every((word) => section.all.includes(word))) return 0;
    const parts = section.id.split(".");
    const points = wanted.map((word) => 1 + 8 * parts.includes(word) + 3 * section.id.includes(word) + 5 * section.heading.includes(word));
    const whole = section.id && (wanted.includes(section.id) || parts.every((part) => wanted.includes(part))) ? 50 : 0;
    return points.reduce((a, b) => a + b) + whole + 1 / (1 + section.all.length);
  };

  const snippet = (section, wanted) => {
    const at = Math.min(...wanted.map((word) => section.text.toLowerCase().indexOf(word)).filter((n) => n >= 0), section.text.length);
    const start = Math.max(0, Math.min(at, section.text.length - 1) - 30);
    return `${start ? "…" : ""}${section.text.slice(start, start + SNIPPET)}${start + SNIPPET < section.text.length ? "…" : ""}`;
  };

  const element = (kind, name, text) => {
    const made = document.createElement(kind);
    made.className = name;
    made.textContent = text;
    if (/[\u3400-\u9fff]/.test(text)) made.lang = "zh-Hant";
    return made;
  };

  const item = (section, wanted) => {
    const link = element("a", "ledger-search__link", "");
    link.href = new URL(section.location, base);
    const where = section.page && section.page !== section.title ? `${section.page}: ` : "";
    link.append(element("strong", "", where + section.title), element("span", "", snippet(section, wanted)));
    const entry = element("li", "search-result", "");
    entry.append(link);
    return entry;
  };

  const search = async () => {
    const wanted = words(field.value);
    if (!wanted.length) return close();
    const sections = await load().catch(() => null);
    if (wanted.join() !== words(field.value).join()) return undefined; // somebody has typed on
    panel.hidden = false;
    if (!sections) {
      status.textContent = "The search cannot be loaded.";
      index = null;
      return undefined;
    }
    const found = sections.map((s) => [score(s, wanted), s]).filter(([points]) => points > 0).sort(([a], [b]) => b - a);
    status.textContent = found.length ? `${found.length} ${found.length === 1 ? "place" : "places"}` : "Nothing found.";
    list.replaceChildren(...found.slice(0, MOST).map(([, section]) => item(section, wanted)));
    return undefined;
  };

  const close = () => {
    panel.hidden = true;
    list.replaceChildren();
    status.textContent = "";
  };

  const move = (step) => {
    const stops = [field, ...list.querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    next?.focus();
  };

  field.addEventListener("focus", () => load().catch(() => { index = null; }));
  field.addEventListener("input", search);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      field.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && event.target === field) {
      list.querySelector("a")?.click();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(input|textarea|select)$/i.test(document.activeElement?.tagName ?? "");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!root.contains(event.target)) close();
  });
  list.addEventListener("click", (event) => {
    if (event.target.closest("a")) close(); // the figure may stand on this very page
  });
})();

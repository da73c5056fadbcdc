/*
 * The search: every word must stand somewhere in a section, anywhere in a word, so that Chinese is found as well.
 * The index is loaded when the field is first used. A section whose id or heading matches comes first; one of a figure
 * shows the number that is used for it, and who says so. Where nothing fits, a slip of one letter is forgiven.
 */
(() => {
  "use strict";

  const STEP = 30; // so many results at a time
  const SNIPPET = 110;
  const PAUSE = 120; // milliseconds without a key before a search, so that not every letter is announced

  const root = document.querySelector(".ledger-search");
  if (!root) return;
  const field = root.querySelector(".ledger-search__input");
  const panel = root.querySelector(".ledger-search__results");
  const status = root.querySelector(".ledger-search__count");
  const list = root.querySelector(".ledger-search__list");
  const more = root.querySelector(".ledger-search__more");
  const address = new URL(root.dataset.index, location.href);
  const base = new URL("..", address);
  const pagesOf = JSON.parse(root.dataset.words); // words of readers that stand for a page

  let index = null; // a promise of the sections
  let found = [];
  let typed = 0;

  // ---- text, alike on both sides ---------------------------------------------------------------------

  // Full-width and half-width, composed and decomposed, with accents and without are the same; a fraction or a power
  // stays apart from the number before it; thousands need no comma.
  const fold = (text) => text
    .replace(/(\d)(?=[\u00bc-\u00be\u2150-\u215e\u2189])/g, "$1 ")
    .replace(/(\d)(?=[\u00b2\u00b3\u00b9\u2070-\u2079])/g, "$1^")
    .normalize("NFKC")
    .normalize("NFD")
    .replace(/[\u0300-\u0337\u0339-\u036f]/g, "") // all but the stroke of ≠
    .normalize("NFC")
    .toLowerCase()
    .replace(/\u2044/g, "/")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/(\d),(?=\d{3}(?!\d))/g, "$1");

  // Where a block ends, a word ends. The index holds a few plain tags and three signs, too many for the browser's parser.
  const SIGNS = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
  const plain = (html) => html.replace(/<\/?(?:p|li|ol|ul|pre)>/g, " ").replace(/(\d)<sup>/g, "$1^").replace(/<[^>]+>/g, "")
    .replace(/&(?:lt|gt|amp);/g, (sign) => SIGNS[sign]).replace(/\s+/g, " ").trim();

  const SMALL = new Set("a an and are as at be by did do does for from has have how in is it many much of on or that the to was were what when where which who why will with".split(" "));

  // The words of a question that say what it is about; a query of small words only keeps them.
  const words = (query) => {
    const all = fold(query).split(/\s+/).map((word) => word.replace(/^[("'\[{<“„«.,;:!?]+|[)"'\]}>”“».,;:!?]+$/g, ""));
    const telling = all.filter((word) => word && !SMALL.has(word));
    return [...new Set(telling.length ? telling : all.filter(Boolean))];
  };

  // The beginning of a number is not found in the middle of another.
  const holds = (text, word) => {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (!/^\d/.test(word) || !/\d[.,]?$/.test(text.slice(Math.max(0, at - 2), at))) return true;
    }
    return false;
  };

  // One letter too many, too few or wrong, or two that changed places.
  const near = (a, b) => {
    if (Math.abs(a.length - b.length) > 1) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at += 1;
    const [one, other] = [a.slice(at), b.slice(at)];
    return one.slice(1) === other.slice(1) || one.slice(1) === other || one === other.slice(1)
      || (one[0] === other[1] && one[1] === other[0] && one.slice(2) === other.slice(2));
  };

  // ---- the index -------------------------------------------------------------------------------------

  const ask = async (url) => (await fetch(url)).json();

  // A conflict repeats answers of its figure: the index holds their words once, there.
  const CONFLICT = /^(?:conflict|contradicted|overtaken|explained)\./;

  const load = () => {
    index ??= Promise.all([ask(address), ask(new URL("answers.json", address)).catch(() => ({}))]).then(([{ docs }, answers]) => {
      const pages = new Map(docs.filter((d) => !d.location.includes("#")).map((d) => [d.location, plain(d.title)]));
      const texts = new Map(docs.map((d) => [decodeURIComponent(d.location.split("#")[1] ?? ""), d.text]));
      return docs.map((d) => {
        const [path, anchor = ""] = d.location.split("#");
        const [title, text, page, name] = [plain(d.title), plain(d.text), pages.get(path) ?? "", decodeURIComponent(anchor)];
        const answer = answers[name] ?? "";
        const figure = CONFLICT.test(name) ? plain(texts.get(name.replace(CONFLICT, "")) ?? "") : "";
        const [id, heading] = [fold(name), fold(title)];
        return { location: d.location, page, title, text, answer, id, heading, all: fold(`${title} ${page} ${name} ${answer} ${text} ${figure}`) };
      });
    });
    return index;
  };

  let known = null; // every word of the index, for slips

  const alike = (sections, word) => {
    known ??= new Set(sections.flatMap((section) => section.all.match(/\p{L}{3,}/gu) ?? []));
    return [...known].filter((other) => near(word, other));
  };

  // ---- what fits, best first ---------------------------------------------------------------------------

  const isMeant = (section, word) => word.length > 2
    && Object.entries(pagesOf).some(([key, page]) => page === section.location && (key.startsWith(word) || word.startsWith(key)));

  const fits = (section, word) => holds(section.all, word) || isMeant(section, word);

  // Ids are the most telling, then headings, most of all of whole pages; of two equals the shorter section is closer.
  const score = (section, wanted) => {
    const hits = wanted.map((choice) => choice.find((word) => fits(section, word))).filter(Boolean);
    const parts = section.id.split(".");
    const points = hits.map((word) => {
      const titled = !section.id && section.heading.split(/\W+/).includes(word);
      return 1 + 8 * parts.includes(word) + 3 * section.id.includes(word) + 5 * section.heading.includes(word) + 20 * titled + 60 * isMeant(section, word);
    });
    // Figures first, of these whole years, and those of which much is said.
    const answers = section.answer ? 4 + 2 * /^\d{4}$/.test(parts.at(-1)) + Math.min(2, section.all.length / 1500) : 0;
    const whole = section.id && (hits.includes(section.id) || parts.every((part) => hits.includes(part))) ? 50 : 0;
    return { hits: hits.length, points: points.reduce((a, b) => a + b, 0) + whole + answers + 1 / (1 + section.all.length), words: hits, section };
  };

  const rank = (sections, wanted, least) => {
    const scored = sections.map((section) => score(section, wanted));
    const most = Math.max(0, ...scored.map(({ hits }) => hits));
    if (most < Math.max(1, least)) return [];
    return scored.filter(({ hits }) => hits === most).sort((a, b) => b.points - a.points);
  };

  // All words; else all of them with a slip forgiven; else as many as any section has, at least half.
  const find = (sections, asked) => {
    const exact = asked.map((word) => [word]);
    let results = rank(sections, exact, asked.length);
    if (results.length) return { results, note: "" };
    const unknown = asked.filter((word) => !sections.some((section) => fits(section, word)));
    const doubted = unknown.length ? unknown : asked;
    const forgiven = asked.map((word) => (doubted.includes(word) && /^\p{L}{4,}$/u.test(word) ? [word, ...alike(sections, word)] : [word]));
    results = rank(sections, forgiven, Math.ceil(asked.length / 2));
    if (!results.length) return { results, note: "" };
    const read = [...new Set(results.flatMap((result) => result.words))].filter((word) => !asked.includes(word));
    const missing = asked.length - results[0].hits;
    return { results, note: [read.length ? `read as ${read.slice(0, 3).join(", ")}` : "", missing ? `without ${missing} of ${asked.length} words` : ""].filter(Boolean).join(", ") };
  };

  // ---- what is shown -----------------------------------------------------------------------------------

  const language = (text) => (/[\u3041-\u30ff]/.test(text) ? "ja" : /[\uac00-\ud7a3]/.test(text) ? "ko" : "zh");

  const element = (kind, name, text) => {
    const made = document.createElement(kind);
    if (name) made.className = name;
    for (const part of text.split(/([\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]+)/)) {
      if (/^[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]/.test(part)) {
        const marked = document.createElement("span");
        marked.lang = language(part);
        marked.textContent = part;
        made.append(marked);
      } else if (part) {
        made.append(part);
      }
    }
    return made;
  };

  const snippet = ({ text }, wanted) => {
    const folded = fold(text);
    const at = Math.min(...wanted.map((word) => folded.indexOf(word)).filter((n) => n >= 0), folded.length);
    const start = at < folded.length ? Math.max(0, at - 30) : 0;
    return `${start ? "…" : ""}${text.slice(start, start + SNIPPET)}${start + SNIPPET < text.length ? "…" : ""}`;
  };

  const item = ({ section, words: hits }) => {
    const link = element("a", "ledger-search__link", "");
    link.href = new URL(section.location, base);
    const where = section.page && section.page !== section.title ? `${section.page}: ` : "";
    link.append(element("strong", "", where + section.title));
    if (section.answer) link.append(element("b", "ledger-search__answer", section.answer));
    link.append(element("span", "", snippet(section, hits)));
    const entry = element("li", "search-result", "");
    entry.append(link);
    return entry;
  };

  const tell = (note) => {
    const count = found.length === 1 ? "1 place" : `${found.length} places`;
    const shown = list.children.length;
    const part = shown < found.length ? `, ${shown} shown` : "";
    status.textContent = found.length ? `${count}${note ? ` (${note})` : ""}${part}` : "Nothing found.";
    more.hidden = shown >= found.length;
    more.textContent = `Show ${Math.min(STEP, found.length - shown)} more`;
  };

  const search = async () => {
    clearTimeout(typed);
    const query = field.value;
    const wanted = words(query);
    if (!wanted.length) return close();
    const sections = await load().catch(() => null);
    if (query !== field.value) return undefined; // somebody has typed on
    panel.hidden = false;
    if (!sections) {
      status.textContent = "The search cannot be loaded.";
      index = null;
      return undefined;
    }
    const { results, note } = find(sections, wanted);
    found = results;
    list.replaceChildren(...found.slice(0, STEP).map(item));
    tell(note);
    return undefined;
  };

  const close = () => {
    panel.hidden = true;
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
  };

  more.addEventListener("click", () => {
    const next = found.slice(list.children.length, list.children.length + STEP).map(item);
    list.append(...next);
    tell("");
    next[0]?.querySelector("a").focus();
  });

  // ---- keyboard and pointer ------------------------------------------------------------------------------

  const move = (step) => {
    const stops = [field, ...list.querySelectorAll("a"), more].filter((stop) => !stop.hidden);
    stops[stops.indexOf(document.activeElement) + step]?.focus();
  };

  field.addEventListener("focus", () => load().catch(() => { index = null; }));
  field.addEventListener("input", () => {
    clearTimeout(typed);
    typed = setTimeout(search, PAUSE);
  });
  root.addEventListener("keydown", async (event) => {
    if (event.isComposing) return; // Chinese is being composed: Enter and arrows belong to the input method
    if (event.key === "Escape") {
      close();
      field.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && event.target === field) {
      await search();
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
  root.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !root.contains(event.relatedTarget)) close();
  });
  list.addEventListener("click", (event) => {
    if (event.target.closest("a")) close(); // the figure may stand on this very page
  });
})();

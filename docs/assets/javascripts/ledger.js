/*
 * What the pages do beyond reading: a card at each number, tables that sort, side bars, colours.
 * Without this file the links lead to the figures, the tables stand in their order, and the colours follow the system.
 */
(() => {
  "use strict";

  // ---- cards: the link's title, set out in lines ---------------------------------------------------

  const card = document.createElement("div");
  card.className = "ledger-card";
  card.id = "ledger-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;

  let owner = null; // the link that the card stands at
  let leaving = 0;

  const show = (link) => {
    clearTimeout(leaving);
    if (owner === link) return;
    hide();
    owner = link;
    const text = link.title;
    link.dataset.title = text;
    link.removeAttribute("title"); // or the browser would show it a second time
    card.replaceChildren(line("strong", link.textContent), ...text.split(". ").map((part) => line("span", part)));
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    place(link);
  };

  const line = (kind, text) => {
    const element = document.createElement(kind);
    element.textContent = text;
    return element;
  };

  // A link that is broken over two lines has two boxes; the card stands at the first one.
  const place = (link) => {
    const box = link.getClientRects()[0];
    const room = document.documentElement.clientWidth - card.offsetWidth - 8;
    const below = box.bottom + 6;
    const above = box.top - card.offsetHeight - 6;
    const fits = below + card.offsetHeight < window.innerHeight || above < 0;
    position(Math.max(8, Math.min(box.left, room)), fits ? below : above);
  };

  // The policy allows no style attributes; the object model may still set properties.
  const position = (left, top) => {
    card.style.setProperty("left", `${left + window.scrollX}px`);
    card.style.setProperty("top", `${top + window.scrollY}px`);
  };

  const hide = () => {
    if (!owner) return;
    owner.title = owner.dataset.title;
    owner.removeAttribute("data-title");
    owner.removeAttribute("aria-describedby");
    owner = null;
    card.hidden = true;
  };

  const hideSoon = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 150);
  };

  const figure = (event) => event.target.closest?.("a.fig[title], a.fig[data-title]");

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return; // a finger holds, see below
    const link = figure(event);
    if (link) show(link);
    else if (card.contains(event.target)) clearTimeout(leaving);
    else if (owner) hideSoon();
  });
  document.addEventListener("focusin", (event) => {
    const link = figure(event);
    if (link && link.matches(":focus-visible")) show(link);
    else if (!link || link !== owner) hide(); // a finger held on a link focuses it
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  // On touch a tap leads to the figure; held down, the number shows its card instead of the browser's menu.
  const HOLD = 450;
  let holding = 0;
  let held = null;

  const letGo = () => clearTimeout(holding);

  document.addEventListener("pointerdown", (event) => {
    letGo();
    held = null;
    if (event.pointerType !== "touch") return;
    const link = figure(event);
    if (!link) return void (card.contains(event.target) || hide());
    holding = setTimeout(() => {
      held = link;
      show(link);
    }, HOLD);
  });
  document.addEventListener("pointerup", letGo);
  document.addEventListener("pointercancel", letGo); // the finger scrolls
  document.addEventListener("contextmenu", (event) => {
    if (figure(event) && figure(event) === held) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (held && figure(event) === held) event.preventDefault();
    held = null;
  });
  document.body.append(card);

  // ---- tables that sort --------------------------------------------------------------------------

  const key = (row, at) => {
    const cell = row.cells[at];
    if (!cell || !cell.textContent.trim()) return null;
    return cell.dataset.sort === undefined ? cell.textContent.trim() : Number(cell.dataset.sort);
  };

  // Empty cells stay last in either direction; numbers go before words.
  const compare = (a, b, down) => {
    if (a === null || b === null) return (a === null) - (b === null);
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    const order = typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true });
    return down ? -order : order;
  };

  const sort = (table, at) => {
    const heads = [...table.tHead.rows[0].cells];
    const down = heads[at].getAttribute("aria-sort") === "ascending";
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[at].setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [key(row, at), row]);
    rows.sort(([a], [b]) => compare(a, b, down));
    body.append(...rows.map(([, row]) => row));
  };

  for (const table of document.querySelectorAll("table.ledger")) {
    if (!table.tHead || table.tBodies[0].rows.length < 3) continue;
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ledger-sort";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, at));
      head.append(button);
    });
  }

  // ---- what is said to all ---------------------------------------------------------------------

  const said = document.createElement("p");
  said.className = "ledger-said";
  said.setAttribute("role", "status");
  document.body.append(said);
  let saying = 0;

  const say = (text) => {
    said.textContent = text;
    clearTimeout(saying);
    saying = setTimeout(() => { said.textContent = ""; }, 4000);
  };
  document.addEventListener("ledger:say", ({ detail }) => say(detail));

  // The sign beside a heading leads to it, and copies its address on the way.
  document.addEventListener("click", (event) => {
    const sign = event.target.closest?.("a.headerlink");
    if (sign) navigator.clipboard?.writeText(sign.href).then(() => say("Link copied."), () => {});
  });

  // ---- colours: as the system, light, dark -------------------------------------------------------

  const SCHEMES = { system: "as the system", light: "light", dark: "dark" };
  const button = document.querySelector(".ledger-scheme");

  const label = () => {
    const now = document.documentElement.dataset.scheme;
    button.title = `Colours: ${SCHEMES[now]}`;
    button.setAttribute("aria-label", button.title);
  };

  if (button) {
    label();
    button.hidden = false;
    button.addEventListener("click", () => {
      const names = Object.keys(SCHEMES);
      const next = names[(names.indexOf(document.documentElement.dataset.scheme) + 1) % names.length];
      document.dispatchEvent(new CustomEvent("ledger:scheme", { detail: next }));
      label();
      say(button.title);
    });
  }

  // ---- the menu of narrow screens, by keyboard too -------------------------------------------------

  const drawer = document.getElementById("__drawer");
  const menu = document.querySelector("button.ledger-menu");
  const narrow = matchMedia("(max-width: 76.234375em)");

  // Within the menu labels lead from level to level; beside a wide page they are only headings.
  const reachLabels = () => {
    for (const label of document.querySelectorAll(".md-nav label[for]")) {
      if (narrow.matches) label.tabIndex = 0;
      else label.removeAttribute("tabindex");
    }
  };

  if (drawer && menu) {
    menu.hidden = false;
    menu.previousElementSibling.hidden = true;
    reachLabels();
    narrow.addEventListener("change", reachLabels);
    menu.addEventListener("click", () => drawer.click());
    drawer.addEventListener("change", () => {
      menu.setAttribute("aria-expanded", String(drawer.checked));
      if (drawer.checked) document.querySelector(".md-nav--primary a[aria-current], .md-nav--primary .md-nav__list a")?.focus();
    });
    document.addEventListener("keydown", (event) => {
      if ((event.key === "Enter" || event.key === " ") && event.target.matches?.(".md-nav label[for]")) {
        event.preventDefault();
        event.target.click();
      } else if (event.key === "Escape" && drawer.checked) {
        drawer.click();
        menu.focus();
      }
    });
  }

  // ---- the contents beside a page: where one reads -----------------------------------------------

  const entries = [...document.querySelectorAll(".md-nav--secondary a[href^='#']")]
    .map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))])
    .filter(([, heading]) => heading);

  const mark = () => {
    const line = innerHeight / 4;
    const passed = entries.filter(([, heading]) => heading.getBoundingClientRect().top < line);
    const here = passed.at(-1)?.[0];
    for (const [link] of entries) {
      link.classList.toggle("md-nav__link--active", link === here);
      if (link === here) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    const box = here?.closest(".md-sidebar__scrollwrap");
    if (!box) return;
    const above = here.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
    if (Math.abs(above) > box.clientHeight / 3) box.scrollTop += above;
  };

  let waiting = false;
  if (entries.length) {
    mark();
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    }, { passive: true });
  }

  // ---- folded text opens for a link into it, and on paper ------------------------------------------

  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  };
  unfold();
  addEventListener("hashchange", unfold);

  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("article details:not([open], .ledger-cite)")];
    unfolded.forEach((fold) => { fold.open = true; });
  });
  addEventListener("afterprint", () => unfolded.forEach((fold) => { fold.open = false; }));

  // ---- contents that lie over the page close when they have led somewhere ------------------------------

  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".ledger-contents a")) event.target.closest("details").open = false;
  });
})();

/*
 * What the pages do beyond reading: a card at each number, and tables that sort.
 * Without this file the links lead to the figures and the tables stand in their order.
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
    if (event.pointerType === "touch") return; // on touch the link simply leads to the figure
    const link = figure(event);
    if (link) show(link);
    else if (card.contains(event.target)) clearTimeout(leaving);
    else if (owner) hideSoon();
  });
  document.addEventListener("focusin", (event) => {
    const link = figure(event);
    if (link && link.matches(":focus-visible")) show(link);
    else hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
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

  // ---- contents that lie over the page close when they have led somewhere ------------------------------

  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".ledger-contents a")) event.target.closest("details").open = false;
  });
})();

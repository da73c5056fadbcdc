/*
 * "Copy link" and "Cite" at every claim and figure, "Cite this page" at the foot of a page. The citations stand in the
 * page, folded, where they can be read and copied without this file; with it, buttons take their place, and what is
 * copied says on which day.
 */
(() => {
  "use strict";

  const today = (form, options) => new Date().toLocaleDateString(form, options);
  const accessed = () => ` (accessed ${today("en-GB", { day: "numeric", month: "long", year: "numeric" })})`;
  const iso = () => today("sv"); // the form of ISO, in the reader's own zone

  // A citation for programs stands beside the one in words, or in the figure's file.
  const stored = async (cited, form) => {
    const beside = cited.parentElement.querySelector(`[data-form="${form}"]`);
    if (beside) return beside.textContent;
    const answer = await fetch(cited.parentElement.querySelector(`a[href$=".${form}"]`).href);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  };

  // Another format is another entry here: a name for its button, and what to copy for a paragraph with `data-cite`.
  const FORMATS = {
    citation: (cited) => cited.textContent.trim() + accessed(),
    BibTeX: async (cited) => {
      const entries = (await stored(cited, "bib")).split(/\n(?=@)/);
      const key = `{${cited.dataset.cite.replace("/", ":")},`;
      const entry = entries.find((one) => one.includes(key)) ?? entries[0];
      return entry.trim().replace(/\}$/, `  urldate = {${iso()}},\n}\n`);
    },
    "CSL-JSON": async (cited) => {
      const items = JSON.parse(await stored(cited, "csl.json"));
      const item = items.find(({ id }) => id === cited.dataset.cite) ?? items[0];
      return JSON.stringify([{ ...item, accessed: { "date-parts": [iso().split("-").map(Number)] } }], null, 1);
    },
  };

  const say = (text) => document.dispatchEvent(new CustomEvent("ledger:say", { detail: text }));

  const element = (kind, name, text) => {
    const made = document.createElement(kind);
    made.className = name;
    made.textContent = text;
    return made;
  };

  const button = (text, about, act) => {
    const made = element("button", "ledger-tool", text);
    made.type = "button";
    if (about) made.setAttribute("aria-label", `${text}: ${about}`);
    made.addEventListener("click", act);
    return made;
  };

  const copy = async (made, what) => {
    const plain = await Promise.resolve(made).catch(() => "");
    if (!plain) return warn(`${what} cannot be loaded.`);
    try {
      await navigator.clipboard.writeText(plain);
    } catch {
      return show(plain); // not allowed, or not over https: the reader copies it by hand
    }
    dialog.close();
    return say(`${what} copied.`);
  };

  const warn = (message) => { hint.textContent = message; };

  // ---- the dialog with a citation ------------------------------------------------------------------

  const dialog = element("dialog", "ledger-dialog", "");
  const head = element("h2", "ledger-dialog__head", "Cite");
  const text = element("p", "ledger-dialog__text", "");
  const forms = element("p", "ledger-dialog__forms", "");
  const hint = element("p", "ledger-dialog__hint", "");
  const actions = element("p", "ledger-dialog__actions", "");
  head.id = "ledger-dialog-head";
  hint.setAttribute("role", "status");
  dialog.setAttribute("aria-labelledby", head.id);
  dialog.append(head, text, forms, hint, actions);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close()); // beside it
  document.body.append(dialog);

  const open = () => {
    hint.textContent = "";
    if (!dialog.open) dialog.showModal();
  };

  const show = (plain) => {
    text.textContent = plain;
    forms.replaceChildren();
    actions.replaceChildren(button("Close", "", () => dialog.close()));
    open();
    getSelection().selectAllChildren(text);
    hint.textContent = "The text is selected: copy it with your browser.";
  };

  const cite = (cited, link) => {
    text.replaceChildren(...cited.cloneNode(true).childNodes, accessed());
    const files = cited.parentElement.lastElementChild;
    forms.replaceChildren(...(files.matches("p") ? files.cloneNode(true).childNodes : []));
    const copies = Object.entries(FORMATS).map(([name, format]) => (
      button(`Copy ${name}`, "", () => copy(format(cited), name[0].toUpperCase() + name.slice(1)))
    ));
    actions.replaceChildren(...copies, button("Copy link", "", () => copy(link, "Link")), button("Close", "", () => dialog.close()));
    open();
    copies[0].focus();
  };

  // ---- the buttons at each claim ---------------------------------------------------------------------

  const tools = (cited, about) => {
    const [page] = location.href.split("#");
    const made = element("span", "ledger-tools", "");
    if (cited.dataset.cite) {
      const link = `${page}#${cited.dataset.cite}`;
      made.append(button("Copy link", about, () => copy(link, "Link")), button("Cite", about, () => cite(cited, link)));
    } else {
      made.append(button("Cite this page", "", () => cite(cited, page)));
    }
    for (const tool of cited.dataset.cite ? made.children : []) {
      tool.dataset.label = tool.textContent; // drawn by the style sheet: whoever copies a table copies its numbers only
      tool.textContent = "";
    }
    return made;
  };

  // A claim's buttons stand at the end of its row, behind its sources; a figure's where its citations are folded.
  for (const fold of document.querySelectorAll(".ledger-cite")) {
    for (const cited of fold.querySelectorAll("[data-cite]")) {
      const target = document.getElementById(cited.dataset.cite);
      const line = target?.closest("li");
      const place = target?.closest("tr")?.lastElementChild ?? line?.nextElementSibling ?? line;
      const name = target?.firstChild?.textContent.trim() ?? "";
      const made = tools(cited, target?.matches("h2, h3, h4") ? headed(target) : name);
      if (place) place.append(made);
      else fold.before(made);
    }
    fold.hidden = true;
  }

  function headed(heading) {
    return [...heading.childNodes].filter((part) => !part.matches?.(".headerlink")).map((part) => part.textContent).join("").trim();
  }
})();

/*
 * Runs before the page is drawn: says that scripts run, and sets the colours that the reader chose, so that none flash.
 * Without a choice the page follows the system, also when the system changes.
 */
(() => {
  "use strict";

  const root = document.documentElement;
  const key = `${new URL("../..", document.currentScript.src).pathname}scheme`; // other sites may share the host
  const names = ["light", "dark"];

  root.classList.replace("no-js", "js");

  const read = () => {
    try {
      return localStorage.getItem(key) ?? "system";
    } catch {
      return "system"; // the reader allows no storage
    }
  };

  const apply = (scheme) => {
    root.dataset.scheme = names.includes(scheme) ? scheme : "system";
  };

  apply(read());
  document.addEventListener("ledger:scheme", ({ detail }) => {
    try {
      localStorage.setItem(key, detail);
    } catch {
      // It holds for this page only.
    }
    apply(detail);
  });
  addEventListener("storage", (event) => event.key === key && apply(read())); // chosen in another window
})();

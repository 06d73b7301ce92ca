// Light or dark: what the reader has chosen, else what the system says. Runs before the page is drawn.
(function () {
  "use strict";
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  function stored() {
    try { return window.localStorage.getItem("modori-theme"); } catch (refused) { return null; }
  }
  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
  }
  function tell() {
    const button = document.getElementById("theme");
    if (button) { button.setAttribute("aria-pressed", String(isDark())); }
    document.dispatchEvent(new CustomEvent("modori-theme"));
  }
  const chosen = stored();
  if (chosen === "dark" || chosen === "light") { root.dataset.theme = chosen; }
  system.addEventListener("change", tell);
  document.addEventListener("DOMContentLoaded", function () {
    tell();
    document.getElementById("theme").addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { window.localStorage.setItem("modori-theme", root.dataset.theme); } catch (refused) { /* not kept */ }
      tell();
    });
  });
})();

// Puts a button on the page that opens the chat in a frame of its own. The frame
// is made when it is first opened; until then nothing is loaded. No cookie, no
// storage, no request to anybody but the server this script came from.
"use strict";
const script = document.currentScript;
const origin = new URL(script.src).origin;
const wanted = (script.dataset.lang || document.documentElement.lang || "").toLowerCase().split(/[-_]/)[0];
const words = config.labels[Object.keys(config.labels).includes(wanted) ? wanted : config.lang];
const into = script.dataset.into;

function make(name, styles, attributes) {
  const element = document.createElement(name);
  Object.assign(element.style, styles);
  Object.entries(attributes || {}).forEach(function (a) { element.setAttribute(a[0], a[1]); });
  return element;
}

function frame(styles) {
  return make("iframe", Object.assign({ border: "0", display: "block", width: "100%", height: "100%", background: "Canvas", colorScheme: "light dark" }, styles), {
    src: origin + config.base + "/embed?lang=" + words.lang, title: words.open, referrerpolicy: "no-referrer",
    sandbox: "allow-forms allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox",
  });
}

function launcher() {
  const button = make("button", {
    position: "fixed", right: "16px", bottom: "16px", zIndex: "2147483000", padding: "12px 18px", border: "0", borderRadius: "4px",
    background: config.color, color: config.ink, font: "600 15px/1.3 system-ui, sans-serif", cursor: "pointer", boxShadow: "0 2px 10px rgba(0,0,0,.25)", maxWidth: "calc(100vw - 32px)",
  }, { type: "button", "aria-expanded": "false", "aria-haspopup": "dialog" });
  button.textContent = words.open;
  const narrow = window.matchMedia("(max-width: 480px)");
  let panel = null;
  let content = null;

  function layout() {
    Object.assign(panel.style, narrow.matches
      ? { inset: "0", width: "100%", height: "100%", borderRadius: "0" }
      : { inset: "auto 16px 72px auto", width: "400px", height: "min(640px, calc(100vh - 96px))", borderRadius: "6px" });
  }

  function build() {
    panel = make("div", { position: "fixed", zIndex: "2147483001", overflow: "hidden", background: "Canvas", boxShadow: "0 8px 40px rgba(0,0,0,.3)" }, { role: "dialog", "aria-label": words.open });
    const shut = make("button", {
      position: "absolute", right: "8px", top: "8px", width: "36px", height: "36px", border: "0", borderRadius: "4px", background: "transparent", color: "GrayText", font: "22px/1 system-ui, sans-serif", cursor: "pointer",
    }, { type: "button", "aria-label": words.close, title: words.close });
    shut.textContent = "×";
    shut.addEventListener("click", function () { toggle(false); });
    content = frame();
    panel.append(content, shut);
    document.body.append(panel);
    layout();
    narrow.addEventListener("change", layout);
  }

  function toggle(open) {
    if (open && !panel) build();
    if (panel) panel.hidden = !open;
    if (panel) panel.style.display = open ? "block" : "none";
    button.setAttribute("aria-expanded", String(open));
    (open ? content : button).focus();
  }

  button.addEventListener("click", function () { toggle(button.getAttribute("aria-expanded") !== "true"); });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && panel && !panel.hidden) toggle(false);
  });
  window.addEventListener("message", function (event) {
    if (content && event.source === content.contentWindow && event.data === "articlebot:close") toggle(false);
  });
  document.body.append(button);
}

function start() {
  const place = into && document.querySelector(into);
  if (place) place.append(frame({ minHeight: "560px" }));
  else launcher();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();

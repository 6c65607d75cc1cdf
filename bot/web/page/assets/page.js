// Sends questions and presses without leaving the page. Everything works
// without this: it takes the page that the server answers with and puts what is
// new of it into the one that is there.
"use strict";
(function () {
  const talk = document.getElementById("talk");
  const notice = document.getElementById("notice");
  const box = document.getElementById("q");
  if (!talk || !notice || !box || !window.fetch || !window.DOMParser) return;
  let working = false;

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.closest(".again")) return; // a new page is what is wanted
    event.preventDefault();
    if (!working) send(form, event.submitter);
  });

  async function send(form, pressed) {
    const body = new URLSearchParams(new FormData(form));
    if (pressed && pressed.name) body.append(pressed.name, pressed.value);
    busy(true);
    try {
      const answer = await fetch(form.action, { method: "POST", body: body, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.getElementById("talk")) throw new Error("no page of ours");
      take(page, pressed);
      if (answer.redirected) history.replaceState(null, "", answer.url);
      if (answer.ok && form.id === "ask") box.value = "";
    } catch (_) {
      if (pressed && pressed.name) { // what a plain submit would have sent along
        const field = document.createElement("input");
        field.type = "hidden"; field.name = pressed.name; field.value = pressed.value;
        form.append(field);
      }
      form.submit();
    } finally {
      busy(false);
    }
  }

  function busy(yes) {
    working = yes;
    talk.setAttribute("aria-busy", String(yes));
    document.querySelectorAll(".send").forEach(function (b) { b.disabled = yes; });
  }

  // take brings over what the answered page has and this one has not.
  function take(page, pressed) {
    const role = pressed ? pressed.className : "";
    let changed = null;
    page.querySelectorAll("#talk > .turn").forEach(function (turn) {
      const old = document.getElementById(turn.id);
      const fresh = document.importNode(turn, true);
      if (!old) talk.append(changed = fresh);
      else if (old.outerHTML !== turn.outerHTML) old.replaceWith(changed = fresh);
    });
    if (talk.children.length) document.querySelectorAll(".welcome").forEach(function (w) { w.remove(); });
    notice.replaceChildren(...Array.from(page.getElementById("notice").childNodes, function (n) { return document.importNode(n, true); }));
    const again = page.querySelector(".again");
    if (again && !document.querySelector(".again")) document.querySelector(".masthead nav").prepend(document.importNode(again, true));
    const session = page.querySelector("#ask [name=s]").value;
    document.querySelectorAll("[name=s]").forEach(function (field) { field.value = session; });
    if (changed) show(changed, role);
  }

  // show brings a turn into sight and keeps the keyboard where it was.
  function show(turn, role) {
    turn.scrollIntoView({ block: "start" });
    const mark = turn.querySelector("mark"); // on a small screen it may stand below
    if (mark) mark.scrollIntoView({ block: "nearest" });
    if (role === "send") { box.focus({ preventScroll: true }); return; }
    const same = role && (turn.querySelector("button." + role) || turn.querySelector("button.back"));
    (same || turn).focus({ preventScroll: true });
  }

  // Inside another page Escape closes the window that the chat is in. The
  // message says nothing else, so it may go to whoever holds it.
  if (window.parent !== window) {
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") window.parent.postMessage("articlebot:close", "*");
    });
  }
})();

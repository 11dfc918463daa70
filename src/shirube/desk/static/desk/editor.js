// The editor: every field is saved a moment after it was changed; nothing typed is ever lost.
// Until the server has a text, it stays in this browser's storage under the sheet's number.
"use strict";
(() => {
  const form = document.getElementById("editor");
  if (!form) return;
  document.documentElement.classList.add("js");
  const state = document.getElementById("state");
  const store = `shirube:${form.dataset.case}:`;
  const known = new Map(); // address → the text that the server last said it holds
  const dirty = new Set(); // addresses whose text the server does not have yet
  let timer = 0, sending = false, again = false, wait = 1000, quiet = 0;

  const fields = (address) => [...form.querySelectorAll(`[data-address="${CSS.escape(address)}"]`)];
  const value = (address) => {
    const all = fields(address);
    if (all[0].type === "radio") return (all.find((one) => one.checked) || { value: "" }).value;
    return all[0].value;
  };
  const put = (address, text) => {
    for (const one of fields(address)) {
      if (one.type === "radio") one.checked = one.value === text;
      else one.value = text;
    }
    const before = form.querySelector(`[name="b:${CSS.escape(address)}"]`);
    if (before) before.value = text;
  };
  const tell = (text) => { state.textContent = text; };
  const remember = (address) => {
    try { localStorage.setItem(store + address, JSON.stringify({ before: known.get(address), text: value(address) })); } catch { /* storage is full or forbidden */ }
  };
  const forget = (address) => { try { localStorage.removeItem(store + address); } catch { /* forbidden */ } };

  const changed = (address) => {
    if (value(address) === known.get(address)) { dirty.delete(address); forget(address); return; }
    dirty.add(address);
    remember(address);
    tell("入力中…");
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  };

  const count = (field) => {
    const place = form.querySelector(`[data-count="${CSS.escape(field.dataset.address)}"]`);
    if (!place) return;
    const letters = [...field.value].length;
    place.textContent = letters;
    place.classList.toggle("over", letters > Number(field.dataset.limit));
  };

  // Signing in again on another screen brings a new token; the cookie has it, this page does not.
  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || form.elements.csrfmiddlewaretoken.value;

  async function send() {
    clearTimeout(timer);
    if (sending) { again = true; return; } // typed meanwhile: goes right after
    if (dirty.size === 0) return;
    sending = true;
    const edits = [...dirty].map((address) => ({ address, before: known.get(address), text: value(address) }));
    tell("保存しています…");
    try {
      const answer = await fetch(form.dataset.save, {
        method: "POST", credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-Requested-With": "fetch", "X-CSRFToken": token() },
        body: JSON.stringify({ edits }),
      });
      if (answer.status === 401) { signedOut((await answer.json()).login); return; }
      const said = await answer.json();
      if (!answer.ok) { tell(`保存できませんでした: ${said.refused || "もう一度お試しください"} 書いた内容はこのパソコンに残っています。`); return; }
      wait = 1000;
      took(said, edits);
    } catch {
      wait = Math.min(wait * 2, 60000);
      tell("サーバーにつながりません。書いた内容はこのパソコンに残っています。つながりしだい保存します。");
      timer = setTimeout(send, wait);
    } finally { sending = false; }
    if (again && wait === 1000) { again = false; await send(); }
  }

  function took(said, edits) {
    const lost = new Set([...said.conflicts, ...said.wrong].map((one) => one.address));
    for (const edit of edits) {
      if (lost.has(edit.address)) continue;
      known.set(edit.address, edit.text);
      const before = form.querySelector(`[name="b:${CSS.escape(edit.address)}"]`);
      if (before) before.value = edit.text;
      if (value(edit.address) === edit.text) { dirty.delete(edit.address); forget(edit.address); }
      say(edit.address, "");
    }
    for (const one of said.saved) say(one.address, one.say);
    for (const one of said.wrong) { say(one.address, one.why); dirty.delete(one.address); }
    for (const one of said.conflicts) clash(one);
    for (const [address, text] of Object.entries(said.computed)) {
      for (const out of form.querySelectorAll(`[data-computed="${CSS.escape(address)}"]`)) out.textContent = text || "—";
    }
    for (const [at, text] of Object.entries(said.lines)) {
      const line = form.querySelector(`[data-line="${CSS.escape(at)}"]`);
      if (line) line.textContent = text;
    }
    const now = new Date();
    tell(`${now.getHours()}:${String(now.getMinutes()).padStart(2, "0")} に保存しました。${said.back_to ? " 内容が変わったため、それまでの承認は無効になりました。" : ""}`);
    clearTimeout(quiet);
    quiet = setTimeout(findings, 1500);
  }

  const say = (address, text) => {
    const place = form.querySelector(`[data-say="${CSS.escape(address)}"]`);
    if (place) place.textContent = text;
  };

  // Two people in one field: both texts are shown, the person decides which stays.
  function clash(one) {
    dirty.delete(one.address);
    const place = fields(one.address)[0].closest("div, td");
    place.querySelectorAll(".clash").forEach((old) => old.remove());
    const box = document.createElement("div");
    box.className = "clash";
    box.setAttribute("role", "alert");
    const lead = document.createElement("p");
    lead.textContent = `${one.by || "ほかの人"}さんが先に変えていました。どちらを残しますか。どちらの文も記録に残ります。`;
    const theirs = document.createElement("pre");
    theirs.textContent = one.theirs || "(空)";
    box.append(lead, theirs);
    const choose = (label, text) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button quiet small";
      button.textContent = label;
      button.addEventListener("click", () => {
        known.set(one.address, one.theirs);
        box.remove();
        if (text === one.theirs) { put(one.address, text); forget(one.address); tell("相手の文を残しました。"); }
        else { fields(one.address)[0].focus(); changed(one.address); }
      });
      box.append(button, " ");
    };
    choose("相手の文を残す", one.theirs);
    choose("自分の文にする(欄の中で合わせることもできます)", null);
    place.append(box);
    tell("同じ欄をほかの人が変えています。選んでください。");
  }

  function signedOut(login) {
    state.textContent = "ログインが切れました。書いた内容はこのパソコンに残っています。";
    const link = document.createElement("a");
    link.href = login;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "別の画面でログインする";
    state.append(" ", link, " してから、この画面で続けてください。");
    timer = setTimeout(send, 5000);
  }

  async function findings() {
    try {
      const answer = await fetch(form.dataset.findings, { credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) return;
      const said = await answer.json();
      const open = new Set(said.findings.map((one) => one.token));
      form.querySelectorAll(".finding[data-token]").forEach((old) => { if (!open.has(old.dataset.token)) old.remove(); });
      for (const one of said.findings) {
        if (form.querySelector(`.finding[data-token="${CSS.escape(one.token)}"]`)) continue;
        const near = form.querySelector(`[data-at="${CSS.escape(one.at)}"] .findings`) || nearField(one.at);
        if (!near) continue;
        const box = document.createElement("div");
        box.className = one.error ? "finding err" : "finding";
        box.dataset.token = one.token;
        box.textContent = one.text;
        near.append(box);
      }
      for (const [key, text] of Object.entries(said.states)) {
        const place = document.querySelector(`[data-state="${CSS.escape(key)}"]`);
        if (place) place.textContent = text;
      }
    } catch { /* the next save asks again */ }
  }
  const nearField = (at) => {
    const field = at && form.querySelector(`[data-address*=":${CSS.escape(at)}:"]`);
    const card = field && field.closest("[data-at]");
    return card ? card.querySelector(".findings") : null;
  };

  for (const field of form.querySelectorAll("[data-address]")) {
    const address = field.dataset.address;
    if (!known.has(address)) known.set(address, value(address));
    field.addEventListener("input", (event) => { count(field); if (!event.isComposing) changed(address); });
    field.addEventListener("compositionend", () => changed(address));
    field.addEventListener("change", () => { changed(address); send(); });
  }
  // What an earlier visit could not save is put back and saved now.
  const kept = Object.keys(localStorage).filter((key) => key.startsWith(store));
  for (const key of kept) {
    const address = key.slice(store.length);
    if (!known.has(address)) continue;
    try {
      const one = JSON.parse(localStorage.getItem(key));
      if (one.text === known.get(address)) { forget(address); continue; }
      known.set(address, one.before);
      fields(address).forEach((f) => { if (f.type === "radio") f.checked = f.value === one.text; else f.value = one.text; });
      dirty.add(address);
    } catch { forget(address); }
  }
  if (dirty.size) { tell("前に保存できなかった文を戻しました。"); timer = setTimeout(send, 300); }

  form.addEventListener("keydown", (event) => {
    // Enter confirms what the IME proposes; in a line it goes to the next field and sends nothing.
    if (event.key === "Enter" && !event.isComposing && event.keyCode !== 229 && event.target.matches("input:not([type=radio]):not([type=checkbox])")) {
      event.preventDefault();
      const all = [...form.querySelectorAll("[data-address]")];
      const next = all[all.indexOf(event.target) + 1];
      if (next) next.focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); send(); }
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
  // Going elsewhere on this page's buttons: first save, then go.
  form.addEventListener("submit", async (event) => {
    if (!dirty.size || form.dataset.sent) return;
    event.preventDefault();
    form.dataset.sent = "1";
    await send();
    form.requestSubmit(event.submitter);
  });
})();

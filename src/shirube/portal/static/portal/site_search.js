// The search of the static site: it runs in the browser, works from a disk, sends nothing anywhere.
"use strict";
(() => {
  const form = document.getElementById("search");
  if (!form) return;
  const list = document.getElementById("found"), told = document.getElementById("told");
  const names = JSON.parse(form.dataset.lists);
  const held = new Map(); // edition → its rows with their folded text
  const MOST = 200;
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/(\d),(?=\d{3})/g, "$1");

  // Each data file calls this with its edition and rows.
  window.shirubeFound = (edition, rows) => {
    held.set(edition, rows.map((row) => ({ row, text: fold([row[1], row[2], row[3], row[4], row[5]].join(" ")), name: fold(row[1]) })));
  };

  const load = (option) => new Promise((done) => {
    if (held.has(option.value)) { done(); return; }
    const script = document.createElement("script");
    script.src = option.dataset.src;
    script.onload = script.onerror = () => done();
    document.head.append(script);
  });

  const parse = (text) => {
    const wanted = [], unwanted = [];
    for (const [, minus, phrase, word] of fold(text).matchAll(/(-?)(?:"([^"]+)"|([^\s"]+))/g)) {
      const one = (phrase || word || "").trim();
      if (one) (minus ? unwanted : wanted).push(one);
    }
    return { wanted, unwanted };
  };

  const marked = (text, words) => {
    const box = document.createElement("span"), folded = fold(text);
    if (folded.length !== text.length) { box.textContent = text; return box; }
    let at = 0;
    while (at < text.length) {
      let next = -1, length = 0;
      for (const word of words) {
        const place = folded.indexOf(word, at);
        if (place >= 0 && (next < 0 || place < next)) { next = place; length = word.length; }
      }
      if (next < 0) break;
      box.append(text.slice(at, next));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(next, next + length);
      box.append(mark);
      at = next + length;
    }
    box.append(text.slice(at));
    return box;
  };

  const hit = ({ row }, base, words) => {
    const item = document.createElement("li"), link = document.createElement("a"), tag = document.createElement("span"), more = document.createElement("p");
    const [folder, anchor] = row[6].split("#");
    link.href = base + folder + "index.html" + (anchor ? "#" + anchor : "");
    link.append(marked(row[1], words));
    tag.className = "tag";
    tag.textContent = names[row[0]];
    more.className = "small";
    more.append(row[0] === 0 ? "" : `${row[3]} ${row[4]} — `, marked(row[2], words), row[5] ? `(${row[5]})` : "");
    item.append(tag, " ", link);
    if (row[7]) {
      const doubt = document.createElement("span");
      doubt.className = "tag";
      doubt.textContent = "機械読取・未確認";
      item.append(" ", doubt);
    }
    item.append(more);
    return item;
  };

  async function search() {
    const option = form.elements.year.selectedOptions[0];
    const { wanted, unwanted } = parse(form.elements.q.value.slice(0, 200));
    list.replaceChildren();
    if (!wanted.length) { told.textContent = "ことばを入れてください。"; return; }
    told.textContent = "探しています…";
    await load(option);
    const rows = held.get(option.value);
    if (!rows) { told.textContent = "索引を読めませんでした。フォルダを丸ごと写しているか確かめてください。"; return; }
    const kind = form.elements.kind.value;
    const found = rows.filter((one) => (kind === "" || String(one.row[0]) === kind)
      && wanted.every((word) => one.text.includes(word)) && !unwanted.some((word) => one.text.includes(word)));
    const rank = (one) => wanted.filter((word) => one.name.includes(word)).length;
    found.sort((a, b) => rank(b) - rank(a) || a.row[0] - b.row[0]);
    told.textContent = found.length ? `${found.length}件見つかりました。${found.length > MOST ? `はじめの${MOST}件を出しています。ことばを足すと絞れます。` : ""}` : "見つかりません。ことばを短くするか、年度を変えてください。";
    for (const one of found.slice(0, MOST)) list.append(hit(one, option.dataset.base, wanted));
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) { form.elements.q.value = asked; search(); }
})();

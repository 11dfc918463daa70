// The search of the static site: it runs in the browser, works from a disk, sends nothing anywhere.
// It finds what the server's search finds, in the same order (publishing/search/stores.py).
"use strict";
(() => {
  const form = document.getElementById("search");
  if (!form || !window.shirubeFolding) return;
  const { fold, parse, marked, snippet } = window.shirubeFolding;
  const list = document.getElementById("found"), told = document.getElementById("told"), head = document.getElementById("r");
  const around = document.getElementById("results"), bar = document.getElementById("reading"), leaf = document.getElementById("leaf");
  const { years, parts, city } = JSON.parse(form.dataset.site);
  const MOST = 1000, ON_A_PAGE = 20, AT_ONCE = 6;
  const FILTERS = ["year", "kind", "part", "branch", "unit", "rating"];
  const BROKEN = "索引を読めませんでした。フォルダを丸ごと写しているか確かめて、もう一度「探す」を押してください。";

  // Each file of the index calls this with its name and what it holds.
  const held = new Map(), coming = new Map();
  window.shirubeIndex = (name, data) => held.set(name, data);
  const load = (name) => {
    if (held.has(name)) return Promise.resolve(held.get(name));
    if (!coming.has(name)) {
      coming.set(name, new Promise((done, fail) => {
        const script = document.createElement("script");
        const over = () => { script.remove(); coming.delete(name); };
        script.src = `${name}.js`;
        script.onload = () => { over(); if (held.has(name)) done(held.get(name)); else fail(new Error(name)); };
        script.onerror = () => { over(); fail(new Error(name)); };
        document.head.append(script);
      }));
    }
    return coming.get(name);
  };

  // The books of the chosen years, newest first: { year, name, blocks, shelves }.
  const booksOf = async (chosen) => {
    const wanted = years.filter((one) => !chosen || one.year === chosen);
    const lists = await Promise.all(wanted.map((one) => load(`${one.slug}/books`)));
    return lists.flatMap((books, n) => books.map(([blocks, shelves], number) => ({ year: wanted[n], name: `${wanted[n].slug}/${number}`, blocks, shelves })));
  };

  // Pairs of letters that stand wherever a word stands; one letter is itself. Pairs with half of a
  // rare letter are not in the index.
  const pairsOf = (word) => {
    const pairs = word.length === 1 ? [word] : Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
    return pairs.filter((pair) => !/[\ud800-\udfff]/.test(pair));
  };

  // For each word the blocks of a book that may hold it, as bits: in a name, and anywhere.
  const placesOf = async (book, words) => {
    const shelf = (pair) => pair.charCodeAt(0) % book.shelves;
    const needed = [...new Set(words.flatMap(pairsOf).map(shelf))];
    const shelves = new Map(await Promise.all(needed.map(async (number) => [number, await load(`${book.name}/p${number}`)])));
    const bits = (pair, where) => {
      const found = shelves.get(shelf(pair))[where];
      if (pair.length > 1) return BigInt(`0x${found[pair] ?? 0}`);
      return Object.keys(found).reduce((all, one) => (one.startsWith(pair) ? all | BigInt(`0x${found[one]}`) : all), 0n);
    };
    const all = (1n << BigInt(book.blocks)) - 1n;
    return words.map((word) => [0, 1].map((where) => pairsOf(word).reduce((left, pair) => left & bits(pair, where), all)));
  };

  // Blocks by the best rank that a hit in them can have: all words in the name, some, none.
  const candidates = async (books, words) => {
    const ranks = [[], [], []];
    await Promise.all(books.map(async (book) => { book.places = await placesOf(book, words); }));
    for (const book of books) {
      const any = book.places.reduce((left, [, anywhere]) => left & anywhere, (1n << BigInt(book.blocks)) - 1n);
      const every = book.places.reduce((left, [named]) => left & named, any);
      const some = book.places.reduce((left, [named]) => left | named, 0n) & any;
      for (let number = 0; number < book.blocks; number += 1) {
        const bit = 1n << BigInt(number);
        if (any & bit) ranks[every & bit ? 0 : some & bit ? 1 : 2].push({ book, number });
      }
    }
    return ranks;
  };

  // The hits of a block: { rank, book, number, row }.
  const scan = async ({ book, number }, { words, without }, tokens) => {
    const block = await load(`${book.name}/t${number}`);
    const fits = block.filters.map((line) => tokens.every((token) => line.split(" ").includes(token)));
    const found = [];
    block.rows.forEach(([name, body, context, filter], row) => {
      if (!fits[filter]) return;
      const own = `${name}\n${body}`, every = `${own}\n${block.contexts[context]}`;
      if (!words.every((word) => every.includes(word)) || !words.some((word) => own.includes(word))) return;
      if (without.some((word) => every.includes(word))) return;
      const named = words.filter((word) => name.includes(word)).length;
      found.push({ rank: named === words.length ? 0 : named ? 1 : 2, book, number, row });
    });
    return found;
  };

  // Rank by rank, so that the best thousand are known before everything is read.
  const find = async (asked, chosen, tokens, step) => {
    const books = await booksOf(chosen);
    const ranks = await candidates(books, asked.words);
    const place = new Map(books.map((book, n) => [book, n]));
    const count = ranks.flat().length, hits = [];
    let done = 0;
    const enough = (rank) => hits.filter((hit) => hit.rank <= rank).length > MOST;
    for (let rank = 0; rank < ranks.length && !enough(rank - 1); rank += 1) {
      for (let at = 0; at < ranks[rank].length && !enough(rank); at += AT_ONCE) {
        const some = await Promise.all(ranks[rank].slice(at, at + AT_ONCE).map((one) => scan(one, asked, tokens)));
        hits.push(...some.flat());
        done += some.length;
        step(done, count);
      }
    }
    return hits.sort((a, b) => a.rank - b.rank || place.get(a.book) - place.get(b.book) || a.number - b.number || a.row - b.row);
  };

  const make = (tag, className, ...inside) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...inside);
    return made;
  };
  const highlighted = (pieces) => pieces.map(([text, found]) => (found ? make("mark", "", text) : text));

  const shown = async ({ book, number, row }, words) => {
    const block = await load(`${book.name}/s${number}`);
    const [sheet, part, path, name, texts, says, unit, flags] = block.rows[row];
    const [kind, code, title, units, unread] = block.sheets[sheet];
    const called = part === "sheet" ? kind : parts[part];
    const own = part === "sheet" ? `${code} ${title}` : part === "issue" || part === "review" ? `${called}${name}` : name;
    const [folder, anchor] = path.split("#");
    const link = make("a", "", ...highlighted(marked(own || called, words)));
    link.href = `${book.year.base}${folder}index.html${anchor ? `#${anchor}` : ""}`;
    const title_ = make("h3", "", make("span", "code", called), link);
    for (const word of [...(unread ? ["機械読取・未確認"] : []), ...flags]) title_.append(" ", make("span", "tag", word));
    const item = make("li", "", title_), piece = snippet(texts, words), office = unit || units;
    if (piece.length) item.append(make("p", "", ...highlighted(piece)));
    if (says) item.append(make("p", "num", says));
    const where = [book.year.called, part === "sheet" ? "" : `${kind}${code} ${title}`, office && `担当 ${office}`];
    item.append(make("p", "small", where.filter(Boolean).join(" · ")));
    return item;
  };

  let run = 0; // of several searches only the last one speaks
  const show = async (hits, words, page, own) => {
    const first = page * ON_A_PAGE, items = await Promise.all(hits.slice(first, first + ON_A_PAGE).map((hit) => shown(hit, words)));
    if (own !== run) return;
    list.start = first + 1;
    list.replaceChildren(...items);
    const last = Math.ceil(hits.length / ON_A_PAGE);
    const turn = (word, to) => {
      const button = make("button", "button", word);
      button.type = "button";
      button.addEventListener("click", async () => { await show(hits, words, to, own); head.focus(); });
      return button;
    };
    leaf.replaceChildren(...(last > 1 ? [...(page ? [turn("← 前の20件", page - 1)] : []), ` ${page + 1} / ${last}ページ `, ...(page + 1 < last ? [turn("次の20件 →", page + 1)] : [])] : []));
  };

  const clear = () => { list.replaceChildren(); leaf.replaceChildren(); around.hidden = true; bar.hidden = true; };

  // 「見本市 公園」 asks for 公園 in 見本市, where there is nothing else to be found.
  const narrowed = (asked) => (asked.words.length > 1 ? { ...asked, words: asked.words.filter((word) => word !== fold(city)) } : asked);

  async function search() {
    const own = run += 1, asked = narrowed(parse(form.elements.q.value));
    clear();
    if (!asked.words.length) {
      told.textContent = asked.without.length ? "除くことばだけでは探せません。含むことばも1つ入れてください。" : "探すことばを入れてください。";
      return;
    }
    told.textContent = "探しています。";
    bar.removeAttribute("value");
    bar.hidden = false;
    try {
      const tokens = FILTERS.flatMap((name) => form.elements[name]?.selectedOptions[0].dataset.token ?? []);
      const every = await find(asked, form.elements.year?.value, tokens, (done, count) => { if (own === run) { bar.max = count; bar.value = done; } });
      if (own !== run) return;
      const hits = every.slice(0, MOST), count = every.length > MOST ? `${MOST}件以上` : `${hits.length}件`;
      head.textContent = `${count}見つかりました`;
      await show(hits, asked.words, 0, own);
      if (own !== run) return;
      around.hidden = !hits.length;
      told.textContent = (hits.length ? `${count}見つかりました。` : "見つかりません。ことばを短くするか、減らすか、絞り込みをやめてください。")
        + (every.length > MOST ? `はじめの${MOST}件を見られます。ことばを足すか、絞り込んでください。` : "")
        + (asked.cut ? "長いので、先頭の200文字、12語までで探しました。" : "");
    } catch {
      if (own === run) told.textContent = BROKEN;
    } finally {
      if (own === run) bar.hidden = true;
    }
  }

  const read = () => {
    const asked = new URLSearchParams(location.search);
    form.elements.q.value = asked.get("q") ?? "";
    for (const name of FILTERS) {
      const select = form.elements[name];
      if (select) select.value = [...select.options].some((one) => one.value === asked.get(name)) ? asked.get(name) : "";
    }
    if (asked.get("q")) search();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = [...new FormData(form)].filter(([, value]) => value);
    // Some browsers change no address of a file: then only the way back is missing.
    try { history.pushState(null, "", `?${new URLSearchParams(asked)}`); } catch { /* searched all the same */ }
    search();
  });
  addEventListener("popstate", () => { clear(); told.textContent = ""; read(); });
  document.getElementById("asking").hidden = false;
  read();
})();

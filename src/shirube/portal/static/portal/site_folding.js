// Texts and questions in one shape, as publishing/search/folding.py and query.py make it; a test
// holds both against each other over every letter.
"use strict";
window.shirubeFolding = (() => {
  const FENCE = "\ufdd0"; // on both sides of a number, so that 20 does not find 120
  const LONGEST = 200, MOST_WORDS = 12, AROUND = 40, LONGEST_LOOK = 4000;
  const CONTEXT = /(?<number>[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?)|(?<letter>[\p{L}\p{Nl}\p{No}])(?<marks>[々〻ゝヽゞヾ]+)|(?<unseen>[\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f\ufdd0\ufdd1\ud800-\udfff\u{e0000}-\u{e01ef}]+)/gu;
  const DASHES = /[‐‑‒–—―−─━ー⁃﹣－ｰ]/gu;
  const OTHERS = { "〜": "~", "～": "~", "ヶ": "ケ", "ヵ": "カ" };

  // As Python's casefold: down, up and down (ẞ → ss, ſ → s), Cherokee in capitals, the dotless i as it is.
  const small = (letter) => (/\p{Script=Cherokee}/u.test(letter) ? letter.toUpperCase() : letter === "ı" ? letter : letter.toLowerCase().toUpperCase().toLowerCase());
  const even = (text) => Array.from(text.normalize("NFKC"), small).join("").normalize("NFKC")
    .replace(DASHES, "-").replace(/[〜～ヶヵ]/gu, (sign) => OTHERS[sign]);

  // What is left of a match: letters, each with its place among the letters before.
  const seen = ({ number, letter, marks }, start) => {
    if (number) {
      const digits = Array.from(number, (digit, at) => [digit, start + at]).filter(([digit]) => digit !== ",");
      return [[FENCE, start], ...digits, [FENCE, start + number.length - 1]];
    }
    if (!marks) return [];
    const again = Array.from((letter + "\u3099").normalize("NFKC"))[0];
    return [[letter, start], ...Array.from(marks, (mark, at) => ["ゞヾ".includes(mark) ? again : letter, start + 1 + at])];
  };

  const fold = (text) => even(text).replace(CONTEXT, (...match) => seen(match.at(-1), 0).map(([letter]) => letter).join(""));

  // The same letter by letter: what is folded, and where each letter stood in the printed text.
  const foldInPlace = (text) => {
    const even_ = [], where = [], letters = [], places = [];
    const starts = [];
    let at = 0;
    for (const letter of text) {
      if (at === 0 || !/[\p{M}\uff9e\uff9f]/u.test(letter)) starts.push(at);
      at += letter.length;
    }
    starts.forEach((start, n) => {
      const end = starts[n + 1] ?? text.length;
      for (const letter of even(text.slice(start, end))) { even_.push(letter); where.push([start, end]); }
    });
    const joined = even_.join("");
    let unit = 0, letter = 0; // the same place in halves of letters and in letters
    const keep = (found) => { letters.push(found[0]); places.push(where[found[1]]); };
    const pass = (until) => {
      while (unit < until) { keep([even_[letter], letter]); unit += even_[letter].length; letter += 1; }
    };
    for (const match of joined.matchAll(CONTEXT)) {
      pass(match.index);
      seen(match.groups, letter).forEach(keep);
      letter += Array.from(match[0]).length;
      unit += match[0].length;
    }
    pass(joined.length);
    return { letters, places };
  };

  // Where folded words stand in a printed text; what overlaps is one.
  const spans = (text, words) => {
    const { letters, places } = foldInPlace(text), found = [];
    for (const word of words.map((one) => Array.from(one))) {
      for (let at = 0; at + word.length <= letters.length; at += 1) {
        if (word.every((letter, n) => letters[at + n] === letter)) {
          found.push([places[at][0], places[at + word.length - 1][1]]);
          at += word.length - 1;
        }
      }
    }
    const merged = [];
    for (const [start, end] of found.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const last = merged.at(-1);
      if (last && start <= last[1]) last[1] = Math.max(end, last[1]);
      else merged.push([start, end]);
    }
    return merged;
  };

  // Pieces of a text: [words, marked or not].
  const pieces = (text, marks, start, end) => {
    const found = [];
    let at = start;
    for (const [left, right] of marks) {
      if (left >= end || right <= start) continue;
      found.push([text.slice(at, Math.max(left, at)), false], [text.slice(Math.max(left, at), Math.min(right, end)), true]);
      at = Math.min(right, end);
    }
    found.push([text.slice(at, end), false]);
    return found.filter(([piece]) => piece);
  };

  const marked = (text, words) => pieces(text, spans(text, words), 0, text.length);

  // The neighbourhood of the first word in the text that holds most of the words.
  const snippet = (texts, words) => {
    let best = "", most = 0;
    for (const text of texts) {
      const cut = text.slice(0, LONGEST_LOOK), folded = fold(cut);
      const held = words.filter((word) => folded.includes(word)).length;
      if (held > most) { best = cut; most = held; }
      if (most === words.length) break;
    }
    const marks = spans(best, words);
    if (!marks.length) return [];
    const start = Math.max(0, marks[0][0] - AROUND);
    const end = Math.min(best.length, Math.max(marks[0][1], start + AROUND) + AROUND);
    return [...(start ? [["…", false]] : []), ...pieces(best, marks, start, end), ...(end < best.length ? [["…", false]] : [])];
  };

  // 「市民 "まつり 事業" -補助」 → words, a phrase, a word to leave out.
  const MINUS = "-－−‐";
  const WORD = /(?<minus>[-－−‐])?(?:["＂“](?<quoted>[^"＂”]*)(?:["＂”]|$)|「(?<bracket>[^」]*)(?:」|$)|『(?<double>[^』]*)(?:』|$)|(?<bare>[^\s"＂“]+))/gu;
  const parse = (text) => {
    const words = new Set(), without = new Set(), typed = Array.from(text);
    for (const { groups } of typed.slice(0, LONGEST).join("").matchAll(WORD)) {
      const written = groups.quoted ?? groups.bracket ?? groups.double ?? groups.bare;
      const folded = MINUS.includes(written) ? "" : fold(written);
      if (folded) (groups.minus ? without : words).add(folded);
    }
    return {
      words: [...words].slice(0, MOST_WORDS), without: [...without].slice(0, MOST_WORDS),
      cut: typed.length > LONGEST || words.size > MOST_WORDS || without.size > MOST_WORDS,
    };
  };

  return { fold, parse, marked, snippet };
})();

// An edition in the making: asks now and then how far it is. Without a script there is a link.
"use strict";
const EVERY = 2000; // milliseconds

function ask() {
  const place = document.getElementById("waiting");
  if (!place || !place.dataset.again) return;
  fetch(window.location.href, { credentials: "same-origin" })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error("no answer"))))
    .then((text) => {
      const page = new DOMParser().parseFromString(text, "text/html");
      const fresh = page.getElementById("waiting");
      if (fresh) place.replaceWith(document.importNode(fresh, true));
    })
    .catch(() => undefined) // the server may be busy: ask again
    .finally(() => window.setTimeout(ask, EVERY));
}

window.setTimeout(ask, EVERY);

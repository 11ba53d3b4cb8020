// Takes changed cards from the server and morphs them in place. Without it the page is as it was when it was loaded.
import { Idiomorph } from "./idiomorph.esm.js";

const state = document.getElementById("live");
const text = document.getElementById("live-text");
let lastEvent = null;
let lostAt = null;
let isConnected = false;

function ago(since) {
  const seconds = Math.max(0, Math.floor((Date.now() - since) / 1000));
  return seconds < 60 ? `${seconds} s` : seconds < 3600 ? `${Math.floor(seconds / 60)} min` : seconds < 172800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86400)} days`;
}

function ages() {
  for (const one of document.querySelectorAll("time[data-age]")) {
    one.textContent = `${ago(Date.parse(one.dateTime))} ago`;
  }
}

function tell() {
  ages();
  // Until it is known, the page is as of when it was loaded.
  if (!document.body.dataset.live || (!isConnected && lostAt === null)) {
    return;
  }
  state.classList.toggle("on", lostAt === null);
  text.textContent = lostAt !== null ? `no connection for ${ago(lostAt)}; trying again`
    : lastEvent === null ? "live" : `live · last event ${ago(lastEvent)} ago`;
}

function connect() {
  const source = new EventSource(document.body.dataset.live);
  source.addEventListener("open", () => { lostAt = null; isConnected = true; tell(); });
  source.addEventListener("card", (event) => {
    const holder = document.createElement("template");
    holder.innerHTML = event.data;
    const next = holder.content.firstElementChild;
    const old = next && document.getElementById(next.id);
    if (next && !old) {
      document.getElementById("main").append(next);
    } else if (old) {
      // What the reader opened stays open.
      next.querySelectorAll("details").forEach((one, place) => { one.open = old.querySelectorAll("details")[place]?.open ?? false; });
      Idiomorph.morph(old, next, { ignoreActiveValue: true });
    }
    ages();
  });
  source.addEventListener("alive", (event) => {
    lastEvent = event.data === "" ? null : Date.parse(event.data);
    if (lastEvent !== null) {
      document.getElementById("empty")?.remove();
    }
    tell();
  });
  source.addEventListener("error", () => {
    lostAt ??= Date.now();
    tell();
    if (source.readyState === EventSource.CLOSED) {
      // Refused, as while the daemon starts; the browser gives up then, we do not.
      setTimeout(connect, 2000);
    }
  });
}

if (document.body.dataset.live) {
  connect();
}
tell();
setInterval(tell, 1000);

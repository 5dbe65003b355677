// On every page: what is kept gets sent, and the app is kept for use without a network.

import { sendAll } from "./outbox.js";

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
if ("indexedDB" in window) sendAll();

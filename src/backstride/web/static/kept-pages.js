// Lists the sessions that can be opened without a network.

const cache = await caches.open("pages");
const list = document.getElementById("kept-list");
for (const request of await cache.keys()) {
  const path = new URL(request.url).pathname;
  if (!path.includes("/play/")) continue;
  const page = new DOMParser().parseFromString(await (await cache.match(request)).text(), "text/html");
  const link = document.createElement("a");
  link.href = path;
  link.textContent = page.querySelector("h1")?.textContent ?? path;
  list.append(Object.assign(document.createElement("li"), {}));
  list.lastElementChild.append(link);
}
document.getElementById("kept").hidden = !list.children.length;

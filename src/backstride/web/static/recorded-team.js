// The files of a match: dropped or chosen, with how much of them is sent.

const words = JSON.parse(document.getElementById("words").textContent);
const form = document.getElementById("match");
const drop = form.querySelector(".drop");
const button = form.querySelector("button");
const line = document.getElementById("sending");
const bar = line.querySelector("progress");
const text = line.querySelector("p");
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
let request = null;

function over(sentence) {
  request = null;
  button.disabled = false;
  text.textContent = sentence;
  bar.hidden = true;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.onprogress = ({ loaded, total }) => {
    const share = total ? loaded / total : 0;
    bar.value = share;
    text.textContent = share < 1 ? fill(words.sending, { percent: Math.floor(share * 100) }) : words.sent;
  };
  request.onerror = () => over(words.network);
  request.onabort = () => over(words.cancelled);
  request.onload = () => {
    if (request.status < 300) return location.assign(request.responseURL);
    return over(fill(words.failed, { why: request.status }));
  };
  [line.hidden, bar.hidden, button.disabled] = [false, false, true];
  request.send(new FormData(form));
});

line.querySelector("button").addEventListener("click", () => request?.abort());
addEventListener("beforeunload", (event) => {
  if (request && bar.value < 1) event.preventDefault();
});
for (const [name, on] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", on);
    if (name !== "drop" || !event.dataTransfer.files.length) return;
    form.elements.files.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}

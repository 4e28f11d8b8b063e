// A plain chat over the HTTP interface. The conversation lives in sessionStorage: it ends with the tab.
"use strict";

const KEY = "balise-conversation";
const AUTHORS = { assistant: "Balise", practitioner: "Vous", agent: "Support", system: "Information" };
const list = document.getElementById("messages");
const state = document.getElementById("state");
const announcer = document.getElementById("announcer");
const form = document.getElementById("form");
const text = document.getElementById("text");

let held = null;
let seen = 0;

async function call(method, path, body, headers = {}) {
  const answer = await fetch(`/api/conversations${path}`, {
    method,
    headers: { ...(held && { Authorization: `Bearer ${held.token}` }), ...(body && { "Content-Type": "application/json" }), ...headers },
    body: body && JSON.stringify(body),
  });
  const content = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(content.message), { status: answer.status });
  return content;
}

function say(sentence, error = false) {
  state.textContent = sentence;
  state.classList.toggle("error", error);
}

function element(name, className, content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (content) made.textContent = content;
  return made;
}

function show(message) {
  const item = element("li", `message ${message.author}`);
  item.append(element("span", "hidden", `${AUTHORS[message.author]} : `), element("p", "text", message.text));
  if (message.source) item.append(element("p", "source", `Source : ${message.source}`));
  const choices = element("div", "choices");
  for (const link of [...message.links, ...message.files.map((file) => ({ title: file.name, url: file.url }))]) {
    const anchor = element("a", "link", link.title);
    anchor.href = link.url;
    // Signing in stays in this tab: the conversation is held by it.
    if (anchor.origin !== location.origin) Object.assign(anchor, { target: "_blank", rel: "noopener" });
    choices.append(anchor);
  }
  for (const button of message.buttons) {
    const made = element("button", "", button.title);
    made.type = "button";
    made.addEventListener("click", () => send({ button: button.id }));
    choices.append(made);
  }
  if (choices.childElementCount) item.append(choices);
  list.append(item);
  if (message.author !== "practitioner") announcer.append(element("p", "", `${AUTHORS[message.author]} : ${message.text}`));
  item.scrollIntoView({ block: "end" });
}

async function send(body) {
  const key = crypto.randomUUID ? crypto.randomUUID() : String(Math.random());
  try {
    await call("POST", `/${held.conversation}/messages`, body, { "Idempotency-Key": key });
    return true;
  } catch (error) {
    say(error.status ? error.message : "Le message n’est pas parti : vérifiez votre connexion et réessayez.", true);
    return false;
  }
}

async function follow(mine) {
  let typing = false;
  while (held === mine) {
    try {
      const news = await call("GET", `/${mine.conversation}/messages?since=${seen}&wait=${typing ? 5 : 20}`);
      if (held !== mine) return;
      for (const message of news.messages) {
        seen = message.seq;
        show(message);
      }
      typing = news.typing;
      say(typing ? "Balise écrit…" : "");
    } catch (error) {
      if (error.status === 404 || error.status === 401) return open();
      say("Connexion perdue, nouvel essai…", true);
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

async function open() {
  held = null;
  seen = 0;
  list.replaceChildren();
  announcer.replaceChildren();
  try {
    held = await call("POST", "");
  } catch {
    say("Balise ne répond pas. Réessayez dans quelques minutes, ou écrivez à monserviceclient.mssante@esante.gouv.fr.", true);
    return;
  }
  sessionStorage.setItem(KEY, JSON.stringify(held));
  follow(held);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const typed = text.value.trim();
  if (!typed || !held) return;
  text.value = "";
  if (!(await send({ text: typed }))) text.value = typed;
  text.focus();
});
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
document.getElementById("new").addEventListener("click", open);

held = JSON.parse(sessionStorage.getItem(KEY));
if (held) follow(held);
else open();

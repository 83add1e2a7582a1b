/* The search box: "/" focuses it, and what is typed is answered with suggestions (ARIA combobox with a listbox).
   Asks the form's data-suggest-url ?q= for {"suggestions": [{title, url, kind, kind_label}], "query"}. Without script the form still searches. */
const WAIT = 120;
const form = document.getElementById("site-search");
const STORED = "shortcut-off";

if (form) {
  const input = form.querySelector("input[name=q]");
  shortcut(input);
  if (form.dataset.suggestUrl) combobox(input);
}

function combobox(input) {
  const labels = form.dataset;
  const list = document.createElement("ul");
  Object.assign(list, { id: "suggestions", className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", labels.labelSuggestions);
  const status = document.createElement("div");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);

  const state = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(state)) input.setAttribute(name, value);

  let timer = 0;
  let request = null;
  let active = -1;
  let asked = "";

  input.addEventListener("input", () => {
    clearTimeout(timer);
    request?.abort();
    const query = input.value.trim();
    if (query.length < 2) return close();
    timer = setTimeout(() => ask(query), WAIT);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open && list.children.length && input.value.trim() === asked) show();
      if (list.hidden) return;
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      choose(list.children[active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
    }
  });

  // Pressing an option must not take the focus from the field before the click arrives.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => choose(event.target.closest("[role=option]")));
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) close(); });
  form.addEventListener("submit", close);
  window.addEventListener("pageshow", close);

  async function ask(query) {
    request = new AbortController();
    const url = new URL(form.dataset.suggestUrl, location.href);
    url.searchParams.set("q", query);
    try {
      const response = await fetch(url, { signal: request.signal, headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!response.ok) return close();
      const { suggestions } = await response.json();
      if (input.value.trim() !== query || document.activeElement !== input) return;
      asked = query;
      render(suggestions, query);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function render(suggestions, query) {
    list.replaceChildren(...suggestions.map((item) => option(item, query)));
    if (suggestions.length) list.append(option({ title: labels.labelAll.replace("{q}", query) }, ""));
    [...list.children].forEach((node, index) => { node.id = `suggestion-${index}`; });
    active = -1;
    input.removeAttribute("aria-activedescendant");
    status.textContent = suggestions.length ? labels.labelCount.replace("{n}", suggestions.length) : labels.labelNone;
    if (suggestions.length) show();
    else close(false);
  }

  function option({ title, url, kind, kind_label: kindLabel }, query) {
    const node = document.createElement("li");
    node.setAttribute("role", "option");
    node.setAttribute("aria-selected", "false");
    const text = document.createElement("span");
    text.className = "title";
    text.append(...marked(title, query));
    node.append(text);
    if (url) node.dataset.url = url;
    else node.className = "all";
    if (kind) node.dataset.kind = kind;
    if (kindLabel) {
      const label = document.createElement("span");
      label.className = "kind";
      label.textContent = kindLabel;
      node.append(" ", label);
    }
    return node;
  }

  function marked(title, query) {
    const at = query ? title.toLocaleLowerCase().indexOf(query.toLocaleLowerCase()) : -1;
    if (at < 0) return [title];
    const mark = document.createElement("mark");
    mark.textContent = title.slice(at, at + query.length);
    return [title.slice(0, at), mark, title.slice(at + query.length)];
  }

  function move(by) {
    const count = list.children.length;
    list.children[active]?.setAttribute("aria-selected", "false");
    // One place more than the options: the field itself, between the last and the first.
    active = ((active + 1 + by + count + 1) % (count + 1)) - 1;
    const node = list.children[active];
    if (!node) return input.removeAttribute("aria-activedescendant");
    node.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", node.id);
    node.scrollIntoView({ block: "nearest" });
  }

  function choose(node) {
    if (!node) return;
    close();
    if (node.dataset.url) location.assign(node.dataset.url);
    else form.requestSubmit();
  }

  function show() {
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function close(quiet = true) {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    list.children[active]?.setAttribute("aria-selected", "false");
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    if (quiet) status.textContent = "";
  }
}

/* A shortcut of one character must be possible to turn off (WCAG 2.1.4): the button stands in the footer. */
function shortcut(input) {
  const toggle = document.querySelector("[data-shortcut-toggle]");
  let on = read() !== "1";
  paint();

  toggle?.addEventListener("click", () => {
    on = !on;
    try { localStorage.setItem(STORED, on ? "0" : "1"); } catch { /* a closed store: holds for this page */ }
    paint();
  });

  document.addEventListener("keydown", (event) => {
    if (!on || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox]")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  function read() {
    try { return localStorage.getItem(STORED); } catch { return null; }
  }

  function paint() {
    form.toggleAttribute("data-shortcut", on);
    if (on) input.setAttribute("aria-keyshortcuts", "/");
    else input.removeAttribute("aria-keyshortcuts");
    if (!toggle) return;
    toggle.hidden = false;
    toggle.textContent = on ? toggle.dataset.on : toggle.dataset.off;
  }
}

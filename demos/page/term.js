// A term of the field, where the page says it first: what it means is shown
// below its line, for a pointer, a finger or the keyboard.

/// The lesson that introduces it; a link where the pages are a course.
function introducedIn(lesson) {
  if (lesson === film.lesson) return [];
  const isCourse = document.querySelector("header nav");
  return [
    " From the lesson ",
    isCourse ? element("a", { href: `${lesson}.html` }, lesson) : lesson,
    ".",
  ];
}

let notes = 0; // so far, for their ids

function term(text, { meaning, lesson }) {
  const button = element("button", { type: "button" }, text);
  const place = element("dfn", {}, button);
  const note = element(
    "span",
    { class: "meaning", id: `meaning${++notes}`, "aria-live": "off" },
    meaning,
    ...introducedIn(lesson),
  );
  const open = () => {
    if (note.isConnected) return; // what is moved loses the focus
    place.append(note);
    note.style.top = `${button.offsetTop + button.offsetHeight}px`;
    button.setAttribute("aria-describedby", note.id);
  };
  const close = () => {
    note.remove();
    button.removeAttribute("aria-describedby");
  };
  place.onmouseenter = button.onclick = open;
  place.onmouseleave = () => place.contains(document.activeElement) || close();
  place.addEventListener("focusin", () => {
    open();
    note.scrollIntoView({ block: "nearest" });
  });
  place.addEventListener(
    "focusout",
    ({ relatedTarget }) => place.contains(relatedTarget) || close(),
  );
  place.onkeydown = ({ key }) => {
    if (key !== "Escape") return;
    button.focus();
    close();
  };
  return place;
}

/// A sentence in parts: text, and the terms in it.
function withTerms({ say, terms }) {
  const characters = [...say];
  const cut = (from, to) => characters.slice(from, to).join("");
  let end = 0;
  const parts = terms.flatMap((mention) => {
    const { at, length } = mention;
    const before = cut(end, at);
    end = at + length;
    return [before, term(cut(at, end), mention)];
  });
  return [...parts, cut(end)];
}

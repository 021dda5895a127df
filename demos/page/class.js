// A page in front of a class: full screen, a pace, paper to hand out.

/// Milliseconds that a class needs for a text.
function readingTime(words) {
  const [least, most, perCharacter] = [1200, 30_000, 55];
  const time = Math.max(least, perCharacter * words.length);
  return Math.min(most, time) * Number(control("pace").value);
}

function fillScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

function writePaper(index) {
  const isHandout = control("paper").value === "handout";
  worksheet.classList.toggle("handout", isHandout);
  if (isHandout) return writeHandout();
  bringQuestions();
  writeWorksheet(index);
  worksheet.firstElementChild.after(printedFigure(film.steps[index]));
}

function joinClass() {
  control("fill").hidden = !document.fullscreenEnabled;
  control("fill").onclick = () => {
    control("class").open = false;
    fillScreen();
  };
  control("print").onclick = () => print();
  document.addEventListener("click", ({ target }) => {
    if (!control("class").contains(target)) control("class").open = false;
  });
}

#include <doctest/doctest.h>

#include <fstream>

#include "program.hpp"

namespace {

/// The line of a transcript that has `text`, and what follows it.
std::string from(const std::string& page, const std::string& text,
                 std::size_t lines = 1) {
  std::size_t at = page.find(text);
  if (at == std::string::npos) return "";
  at = page.rfind('\n', at) + 1;
  std::size_t end = at;
  while (lines-- > 0) end = page.find('\n', end) + 1;
  return page.substr(at, end - at);
}

}  // namespace

TEST_CASE("a quiz asks for each number, and says what was done") {
  const Ran ran = gradwalk("or-gate --quiz",
                           "0\n1/2\nhint\n0.25\n1/8\ny_hat\n0.5\n0.5\n"
                           "0.5*(1 - 0.5)\n0.5\n0.25*0.5\nskip\nleave\n");
  CHECK(ran.status == 0);
  CHECK(from(ran.out, "z = w1", 4) ==
        "   z = w1·x1 + w2·x2 = ? 0\n"
        "     right: 0\n"
        "   y_hat = 1/(1 + exp(-z)) = ? 1/2\n"
        "     right: 0.5\n");
  CHECK(from(ran.out, "loss = 0.5·(y - y_hat)² = ?", 7) ==
        "   loss = 0.5·(y - y_hat)² = ? hint\n"
        "     0.5·(0 - 0.5)²\n"
        "   loss = 0.5·(y - y_hat)² = ? 0.25\n"
        "   Not quite. Half of the square: the ½ is missing.\n"
        "   loss = 0.5·(y - y_hat)² = ? 1/8\n"
        "     right: 0.125\n"
        "\n");
  CHECK(from(ran.out, "upstream × ∂y_hat/∂z", 3) ==
        "   upstream × ∂y_hat/∂z → z = ? 0.5\n"
        "   Not quite. That is the upstream alone: multiply it by the local "
        "gradient.\n"
        "     0.5 × y_hat·(1 - y_hat)\n");
}

TEST_CASE("a quiz that is left goes on from its file") {
  const Folder folder;
  const std::string file = folder.file("ada.json");
  const std::string command = "or-gate --quiz --result " + file;
  const Ran left = gradwalk(command + " --name Ada", "0\n0.4\nleave\n");
  CHECK(left.status == 0);
  CHECK(left.out.find("What is to blame") == std::string::npos);
  CHECK(from(left.out, "kind", 2) ==
        "   kind   asked  first try  later  not\n"
        "   value  1      1          0      0\n");
  const Ran next = gradwalk(command, "0.5\n");
  CHECK(next.status == 0);
  CHECK(from(next.out, "z = w1", 4) ==
        "   z = w1·x1 + w2·x2 = 0\n"
        "   y_hat = 1/(1 + exp(-z)) = ? 0.5\n"
        "     right: 0.5\n"
        "   loss = 0.5·(y - y_hat)² = ? \n");
  CHECK(read(file).find("\"name\": \"Ada\"") != std::string::npos);
  CHECK(read(file).find("\"question\": 2") != std::string::npos);
}

TEST_CASE("a file of another quiz is refused, and stays as it is") {
  const Folder folder;
  const std::string file = folder.file("ada.json");
  CHECK(gradwalk("or-gate --quiz --result " + file, "0\n").status == 0);
  const std::string before = read(file);
  check_refused(
      gradwalk("paths --quiz --result " + file, "0\n"),
      "--result: expected a file of this lesson with these options, got one of "
      "'or-gate: one neuron learns from one example' with none");
  check_refused(
      gradwalk("or-gate --x1 1 --quiz --result " + file, "0\n"),
      "--result: expected a file of this lesson with these options, got one of "
      "'or-gate: one neuron learns from one example' with none");
  CHECK(read(file) == before);
  for (const std::string text : {"", "[]", "{\"lesson\": 1}", "quiz"}) {
    CAPTURE(text);
    const std::string odd = folder.file("odd.json");
    std::ofstream(odd) << text;
    check_refused(
        gradwalk("or-gate --quiz --result " + odd, "0\n"),
        "--result: expected a file that a quiz has written, got " + odd);
  }
}

TEST_CASE("one goes back to a question, and is told the others") {
  const Ran ran = gradwalk("or-gate --quiz", "0\n0.4\nback\n0\n0.5\nleave\n");
  CHECK(from(ran.out, "= ? 0.4", 6) ==
        "   y_hat = 1/(1 + exp(-z)) = ? 0.4\n"
        "   Not quite.\n"
        "     1/(1 + exp(-0))\n"
        "   y_hat = 1/(1 + exp(-z)) = ? back\n"
        "   z = w1·x1 + w2·x2 = ? 0\n"
        "     right: 0\n");
}

TEST_CASE("what is no answer is no try, and a hint gives nothing away") {
  const Ran ran = gradwalk(
      "or-gate --quiz", "0\n.5\n.125\n0.25\nyhat\nHINT\nhint\nhint\n.5\nQ\n");
  CHECK(from(ran.out, "= ? .125", 10) ==
        "   loss = 0.5·(y - y_hat)² = ? .125\n"
        "     right: 0.125\n"
        "\n"
        "   The neuron says 0.5 where the label is 0, and the loss puts a "
        "number on\n"
        "   that: 0.125. It would be 0 for a perfect answer.\n"
        "\n"
        "3  Backward: from the loss to the weights\n"
        "\n"
        "   Each node knows one thing: how much its own value changes when a "
        "parent's\n"
        "   does. That is its local gradient. Going back from the loss, each "
        "node\n");
  CHECK(from(ran.out, "next: 0.25", 5) ==
        "   ∂loss/∂loss is 1. A node whose gradient can be computed next: "
        "0.25\n"
        "   Type the name of a node, such as loss.\n"
        "   ∂loss/∂loss is 1. A node whose gradient can be computed next: "
        "yhat\n"
        "     right: y_hat\n"
        "   at loss, upstream 1\n");
  CHECK(from(ran.out, "HINT", 8) ==
        "   ∂loss/∂y_hat = ? HINT\n"
        "     -(y - y_hat)\n"
        "   ∂loss/∂y_hat = ? hint\n"
        "     -(0 - 0.5)\n"
        "   ∂loss/∂y_hat = ? hint\n"
        "   There is no further hint; skip shows the answer.\n"
        "   ∂loss/∂y_hat = ? .5\n"
        "     right: 0.5\n");
}

TEST_CASE("a quiz's options are refused where they mean nothing") {
  check_refused(gradwalk("or-gate --ask value"),
                "--ask: expected --quiz, too, got none");
  check_refused(gradwalk("or-gate --name Ada"),
                "--name: expected --quiz, too, got none");
  const Folder folder;
  const std::string file = folder.file("ada.json");
  CHECK(gradwalk("or-gate --quiz --name Ada --result " + file, "0\n").status ==
        0);
  check_refused(gradwalk("or-gate --quiz --name Bob --result " + file, "0\n"),
                "--name: expected 'Ada', whose file " + file + " is, got Bob");
}

TEST_CASE("a net's quiz asks for cells, shapes and steps") {
  std::string skips;
  for (int i = 0; i < 60; ++i) skips += "skip\n";
  for (const std::string lesson : {"xor", "xor --nodes operations"}) {
    CAPTURE(lesson);
    const Ran ran = gradwalk(lesson + " --quiz", skips);
    CHECK(ran.status == 0);
    CHECK(from(ran.out, "Z1, row 1, column 4 = ?", 2) ==
          "   Z1, row 1, column 4 = ? skip\n"
          "   It is -1.45454.\n");
    CHECK(from(ran.out, "the shape of dW1", 2) ==
          "   the shape of dW1, rows × columns: skip\n"
          "   It is 3 × 2.\n");
    CHECK(from(ran.out, "W1, row 3, column 2 = ?", 2) ==
          "   dW1, row 3, column 2 = ? skip\n"
          "   It is 0.00360947.\n");
  }
}

TEST_CASE("only what --ask names is asked") {
  const Ran ran = gradwalk("or-gate --quiz --ask update", "-0.1\nleave\n");
  CHECK(ran.out.find("z = w1·x1 + w2·x2 = ?") == std::string::npos);
  CHECK(ran.out.find("after its step") != std::string::npos);
  const Ran signs = gradwalk("or-gate --quiz --ask sign", "-\n+\n");
  CHECK(from(signs.out, "at loss, upstream 1\n", 6) ==
        "   at loss, upstream 1\n"
        "   the sign of what y_hat receives, +, - or 0: -\n"
        "   Not quite.\n"
        "     1 × (-(y - y_hat))\n"
        "   the sign of what y_hat receives, +, - or 0: +\n"
        "     right: +\n");
  check_refused(gradwalk("or-gate --quiz --ask guess"),
                "--ask: expected one of value, first-node, path, sign, local, "
                "product, sum, update, count-paths, shape, engine, got guess");
}

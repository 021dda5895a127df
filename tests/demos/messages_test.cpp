#include <doctest/doctest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "digit_files.hpp"
#include "program.hpp"

namespace {

struct Row {
  std::string arguments, message;
};

void check(const std::vector<Row>& rows) {
  REQUIRE_FALSE(rows.empty());
  for (const Row& row : rows) {
    INFO(row.arguments);
    check_refused(gradwalk(row.arguments), row.message);
  }
}

}  // namespace

TEST_CASE("a message is one line, whatever the input held") {
  check({{"or-gate \"$(printf 'a\\nb\\033[31m')\"",
          "expected one lesson, got a\\nb\\x1b[31m too"},
         {"or-gate --rate \"$(printf '1\\r2\\t\\177\\377')\"",
          "--rate: expected a finite number, got 1\\r2\\t\\x7f\\xff"},
         {"or-gate --rate '\u2028\u202e\u0085é'",
          "--rate: expected a finite number, got \\u2028\\u202e\\u0085é"},
         {"mnist --data \"$(printf 'no\\nfile')\"",
          "--data: expected no\\nfile to be a file or a folder, got nothing "
          "there"}});
}

TEST_CASE("with --ascii messages and pages are ASCII, whatever they hold") {
  check({{"or-gate --ascii --rate é",
          "--rate: expected a finite number, got \\u00e9"}});
  const Ran ran = gradwalk("expr --ascii 'ß = é·α₁; ß^2' é=2 α₁=3");
  CHECK(ran.status == 0);
  CHECK(ran.out.find("\\u00e9") != std::string::npos);
  for (const std::string& text :
       {ran.out, gradwalk("--list --ascii").out, gradwalk("--ascii").out}) {
    REQUIRE_FALSE(text.empty());
    for (const char c : text) REQUIRE(static_cast<unsigned char>(c) < 128);
  }
}

TEST_CASE("where nobody reads the message, the status is the same") {
  const auto status = [](const std::string& arguments) {
    const int waited =
        std::system((std::string(GRADWALK) + " " + arguments).c_str());
    return WIFEXITED(waited) ? WEXITSTATUS(waited) : -1;
  };
  const Folder folder;
  const std::string out = " >" + folder.file("out"),
                    drawn = folder.file("graph.dot");
  for (const std::string nowhere : {" 2>&-", " 2>/dev/full"}) {
    INFO(nowhere);
    CHECK(status("or-gate --rate fast" + out + nowhere) == 2);
    CHECK(status("mnist --data nothing" + out + nowhere) == 2);
    CHECK(status("or-gate" + out + nowhere) == 0);
    // No file takes the place of an output that is closed.
    CHECK(status("or-gate --dot " + drawn + out + nowhere) == 0);
    CHECK(read(drawn).starts_with("digraph"));
  }
  CHECK(status("or-gate --dot " + drawn + " >&- 2>/dev/null") == 1);
  CHECK(status("or-gate --rate fast >&- 2>&-") == 2);
}

TEST_CASE("an option is not taken for a file's name") {
  check(
      {{"or-gate --dot --json", "--dot: expected a file name, got --json"},
       {"--html --ascii or-gate", "--html: expected a file name, got --ascii"},
       {"mnist --save --epochs 1",
        "--save: expected a file name, got --epochs"}});
}

TEST_CASE("options that contradict each other are refused") {
  const std::string fault = every_fault();
  const std::string told =
      ": expected no --fault, which trains no net, got both";
  check(
      {{fault + " --load x.json", "--load" + told},
       {fault + " --epochs 3", "--epochs" + told},
       {fault + " --explain 3", "--explain" + told},
       {"mnist --initializer he --load x.json",
        "--initializer: expected no --load, which has the weights, got both"}});
}

TEST_CASE("a net too large to be held is refused before anything is done") {
  check({{"xor --hidden 10000,10000",
          "--hidden: expected a net of 2000000 parameters at most, got "
          "100050001 of 2-10000-10000-1"},
         {"mnist --hidden 3000",
          "--hidden: expected a net of 2000000 parameters at most, got 2385010 "
          "of 784-3000-10"}});
}

TEST_CASE("nan has no sign, in any format") {
  const Folder folder;
  const std::string page = folder.file("page.md");
  for (const std::string arguments :
       {"expr 'log(-a)*(-1)' a=1", "moons --rate 1e308 --epochs 300"}) {
    INFO(arguments);
    const Ran ran = gradwalk(arguments + " --markdown " + page);
    CHECK(ran.status == 0);
    CHECK(ran.out.find("nan") != std::string::npos);
    CHECK(ran.out.find("-nan") == std::string::npos);
    CHECK(read(page).find("-nan") == std::string::npos);
  }
}

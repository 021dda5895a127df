#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "program.hpp"

namespace fs = std::filesystem;

TEST_CASE("every lesson draws its graph, as Graphviz text and as SVG") {
  for (const std::string& lesson : lesson_names()) {
    const Folder folder;
    const Ran ran = gradwalk(lesson + " --dot " + folder.file("g.dot") +
                             " --svg " + folder.file("g.svg"));
    CHECK(ran.status == 0);
    CHECK(ran.out == gradwalk(lesson).out);
    CHECK(read(folder.file("g.dot")).starts_with("digraph gradwalk {"));
    const std::string svg = read(folder.file("g.svg"));
    CHECK(svg.find("<svg ") != std::string::npos);
    CHECK(svg.find("#b00000") != std::string::npos);
    CHECK(svg.find("id=\"n0\"") != std::string::npos);
    CHECK(folder.files() == 2);
  }
}

TEST_CASE("a link is followed, and a device is not replaced") {
  const Folder folder;
  const std::string target = folder.file("target.dot");
  std::ofstream(target) << "old";
  fs::create_symlink(target, folder.file("link.dot"));
  CHECK(gradwalk("or-gate --dot " + folder.file("link.dot")).status == 0);
  CHECK(fs::is_symlink(folder.file("link.dot")));
  CHECK(read(target).starts_with("digraph"));
  CHECK(gradwalk("or-gate --dot /dev/null").status == 0);
  CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("a drawing that cannot be made is one line, and leaves no file") {
  const Folder folder;
  const std::string nowhere = folder.file("no/such/folder/g.svg");
  const Ran wrong = gradwalk("or-gate --svg " + nowhere);
  CHECK(wrong.status == 2);
  CHECK(wrong.err ==
        "gradwalk: --svg: expected a file that can be written, got " + nowhere +
            "\n");
  const Ran here = gradwalk("or-gate --dot " + folder.path.string());
  CHECK(here.status == 2);
  const Ran missing =
      gradwalk_with("PATH=/nowhere", "or-gate --svg " + folder.file("g.svg"));
  CHECK(missing.status == 2);
  CHECK(missing.err ==
        "gradwalk: --svg: expected dot on this machine, got none; install it "
        "with the package graphviz, or run demos/run once\n");
  CHECK(folder.files() == 0);
}

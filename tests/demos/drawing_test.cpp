#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "digit_files.hpp"
#include "program.hpp"

namespace fs = std::filesystem;

TEST_CASE("every lesson draws its graph, as Graphviz text and as SVG") {
  for (const std::string& lesson : lesson_names()) {
    const Folder folder;
    const Ran ran = gradwalk(lesson + " --dot " + folder.file("g.dot") +
                             " --svg " + folder.file("g.svg"));
    CHECK(ran.status == 0);
    CHECK(ran.out == gradwalk(runnable(lesson)).out);
    CHECK(read(folder.file("g.dot")).starts_with("digraph gradwalk {"));
    const std::string svg = read(folder.file("g.svg"));
    CHECK(svg.find("<svg ") != std::string::npos);
    CHECK(svg.find("#b00000") != std::string::npos);
    // A node, or a box of nodes where the net is large.
    const bool has_nodes = svg.find("id=\"n0\"") != std::string::npos ||
                           svg.find("id=\"g0\"") != std::string::npos;
    CHECK(has_nodes);
    CHECK(folder.files() == 2);
  }
}

TEST_CASE("every graph that the sources show has its picture") {
  struct Row {
    std::string step, arguments;
    std::vector<std::string> texts;  ///< of the picture
  };
  const std::vector<Row> rows{
      {"1.1", "or --fold neurons", {"layer1.neuron1", "3 parameters"}},
      {"1.1", "or-gate", {"x1", "w1", "Σ w·x + b", "σ", "y_hat"}},
      {"1.4", "or-gate --graph 2", {"Σ a·b", "0.125", "∂ 0.5"}},
      {"1.6", "or-gate --graph 2", {"∂ 0", "∂ 0.125", "∂ 1"}},
      {"1.7", "or-gate", {"b", "∂ 0.125"}},
      {"1.8", "or-gate --graph 3", {"-0.125", "0.4688", "0.1099"}},
      {"1.12", "or", {"z_4", "∂ -0.04801", "∂ -0.03866", "∂ -0.03702"}},
      {"1.14", "paths", {"c", "d", "∂ 5", "∂ 2"}},
      {"1.15", "paths --graph 2", {"loss_4", "∂ -0.03702", "cost"}},
      {"1.16", "dot-product", {"A", "Σ a·b", "0.7"}},
      {"1.18", "feature-cross", {"x3_4", "w3", "0.1383"}},
      {"1.19", "xor", {"layer1", "neuron3", "layer2", "-1.198"}},
      {"1.21", "xor --hidden 5,3", {"neuron5", "layer3"}},
      {"1.21", "xor --hidden 5,3 --fold layers", {"layer3", "15 edges"}},
      {"2.1", "chain", {"z1", "a1", "z2", "a2", "z3", "a3"}},
      {"2.3", "three-layers", {"relu", "layer3", "-log softmax", "0.3931"}},
      {"3.3", "notebook", {"layer1", "neuron3", "w4", "x4"}},
  };
  for (const Row& row : rows) {
    INFO(row.step);
    const Folder folder;
    REQUIRE(gradwalk(row.arguments + " --svg " + folder.file("g.svg")).status ==
            0);
    std::string svg = read(folder.file("g.svg"));
    const std::string minus = "&#45;";  // as dot writes it
    for (std::size_t at = 0; (at = svg.find(minus)) != std::string::npos;)
      svg.replace(at, minus.size(), "-");
    for (const std::string& text : row.texts) {
      INFO(text);
      CHECK(svg.find(">" + text + "</text>") != std::string::npos);
    }
  }
}

TEST_CASE("a graph that the lesson has not is refused before it runs") {
  const Folder folder;
  const auto refused = [&](const std::string& arguments,
                           const std::string& message) {
    const Ran ran = gradwalk(arguments + " --svg " + folder.file("g.svg"));
    CHECK(ran.status == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err == "gradwalk: --graph: expected " + message + "\n");
    CHECK(folder.files() == 0);
  };
  refused("xor --graph 9", "1, for xor has one graph, got 9");
  refused("paths --graph 3", "a graph of paths, from 1 to 2, got 3");
  refused("mnist --graph 2 --data /nowhere --save " + folder.file("w.json"),
          "1, for mnist has one graph, got 2");
}

TEST_CASE("every graph that a lesson has is drawn") {
  const Folder folder;
  for (const std::string& lesson : lesson_names())
    for (int graph = 1; graph <= 9; ++graph) {
      const Ran ran = gradwalk(lesson + " --graph " + std::to_string(graph) +
                               " --dot " + folder.file("g.dot"));
      if (graph > 1 && ran.err.find("--graph") != std::string::npos) break;
      CHECK(ran.status == 0);
    }
}

TEST_CASE("a drawing folds only what it can") {
  CHECK(gradwalk("or --fold everything").err ==
        "gradwalk: --fold: expected automatic, nothing, neurons or layers, got "
        "everything\n");
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

TEST_CASE("a file's name that means another thing is refused before the run") {
  const Folder folder;
  const auto refused = [&](const std::string& arguments,
                           const std::string& message) {
    check_refused(gradwalk(arguments), message);
    CHECK(folder.files() == 0);
  };
  for (const std::string option : {"--svg", "--dot", "--html"})
    refused("or " + option + " -",
            option + ": expected a file that can be written, got -");
  const std::string png = folder.file("p.png"), same = folder.file("same.svg");
  refused("or --svg " + png,
          "--svg: expected a file that ends in .svg, got " + png);
  refused("mnist --picture " + png,
          "--picture: expected a file that ends in .svg, got " + png);
  refused("or --dot " + same + " --svg " + folder.path.string() + "/./same.svg",
          "--svg: expected another file than --dot, got " +
              folder.path.string() + "/./same.svg");
  refused("mnist --save " + same + " --html " + same,
          "--html: expected another file than --save, got " + same);
  CHECK(gradwalk("or-gate --svg /dev/null --dot /dev/null").status == 0);
  CHECK(gradwalk("or-gate --svg " + folder.file("G.SVG") + " --plot " +
                 folder.file("P.PNG"))
            .status == 0);
  CHECK(read(folder.file("P.PNG")).starts_with("\x89PNG"));
}

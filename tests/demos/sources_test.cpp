#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "digit_files.hpp"
#include "film_text.hpp"
#include "program.hpp"

TEST_CASE("without --sources no lesson speaks of a walkthrough's faults") {
  std::vector<std::string> lessons = lesson_names();
  lessons.push_back(runnable("mnist"));
  for (const std::string& lesson : lessons) {
    INFO(lesson);
    const std::string text = unwrapped(gradwalk(lesson).out);
    CHECK(text.size() > 1000);
    for (const char* word : {"walkthrough", "The source", "never computes"}) {
      INFO(word);
      CHECK(!has(text, word));
    }
  }
}

TEST_CASE("--sources says what the walkthroughs have wrong") {
  struct Row {
    std::string lesson, remark;
  };
  const Row rows[]{
      {"or-gate", "loss as about 0.109; rounded to three decimals it is 0.110"},
      {"learning-rate", "has it at about 1 once z is above 2. At 2 it is 0.88"},
      {"learning-rate", "has 50 diverge. On its own neuron it cannot"},
      {"cost", "(The walkthrough calls the slow way O(m²).)"},
      {"dot-product", "stands each row upright, (m × n × 1), with m = 4"},
      {"dot-product", "calls this the dot product of Z and Xᵀ"},
      {"symmetry", "a figure repeats the cost function instead.)"},
      {"three-layers", "unpacks 4 of 6 parameters, passes 5 of 7 arguments"},
      {"three-layers", "hands layer 3 what layer 2 had before its ReLU"},
      {"three-layers", "W3·Z2 + b3  (3 × 5)"},
      {"three-layers",
       "divides by the size of the whole file, whatever the batch"},
      {"three-layers",
       "says that it uses mean squared error, and computes A3 - Y"},
      {"overflow", "softmax does not subtract, and gives nan for scores"},
      {"notebook", "(The notebook names its error and never computes it.)"},
      {"or", "in full, to hold beside a source's"},
      {runnable("mnist"), "(The source says mean squared error and uses p - y"},
  };
  for (const Row& row : rows) {
    INFO(row.lesson << ": " << row.remark);
    CHECK(has(unwrapped(gradwalk(row.lesson + " --sources").out), row.remark));
    CHECK(!has(unwrapped(gradwalk(row.lesson).out), row.remark));
  }
}

TEST_CASE("a page keeps --sources, to be asked for anew") {
  const Folder folder;
  const std::string page = folder.file("page.html");
  gradwalk("or --epochs 1 --sources --html " + page);
  CHECK(
      has(film_text(read(page)), R"("given":{"--epochs":"1","--sources":""})"));
}

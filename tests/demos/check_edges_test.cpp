#include <doctest/doctest.h>
#include <fmt/format.h>

#include <formula/record.hpp>
#include <fstream>
#include <gradwalk/engine.hpp>
#include <nlohmann/json.hpp>
#include <string>

using namespace gradwalk;
using namespace gradwalk::demos;
using Json = nlohmann::json;

TEST_CASE("a check of each edge that names a verdict has it") {
  int checked = 0;
  for (const Json& row :
       Json::parse(std::ifstream(TESTS "/golden/edges.json"))) {
    if (!row.contains("check")) continue;
    Graph graph;
    std::map<std::string, Given> given;
    for (const auto& [name, number] : row["at"].items())
      given[name] = {number.get<double>(), true};
    const FormulaGraph formula =
        recorded(graph, parsed(row["formula"].get<std::string>()), given);
    const GradientCheck check = check_gradients(formula.root);
    INFO(row["formula"] << ": " << fmt::format("{}", check));
    REQUIRE(check.perturbations.size() == given.size());
    const bool may_not_tell = row["check"] == "passes or cannot tell";
    REQUIRE((may_not_tell || row["check"] == "passes"));
    for (const Perturbation& moved : check.perturbations) {
      const Verdict verdict = check.verdict(moved);
      CHECK((verdict == Verdict::agrees ||
             (may_not_tell && verdict == Verdict::cannot_tell)));
    }
    CHECK((check.passed() || may_not_tell));
    ++checked;
  }
  CHECK(checked == 4);
}

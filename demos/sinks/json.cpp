#include <fmt/format.h>

#include <cmath>

#include "story/format.hpp"
#include "training/iteration.hpp"

/// `--json`: the run as one document on standard output, and nothing else.
namespace gradwalk::demos {

namespace {

class JsonSink : public Sink {
 public:
  using Sink::Sink;

  void entry(std::string_view name, const Json& value) override {
    if (name.empty())
      document_.update(value);
    else
      document_[name] = value;
  }

  void training(const TrainingPlan&) override {
    document_["iterations"] = Json::array();
  }
  void iteration(const Iteration& iteration) override {
    document_["iterations"].push_back(iteration_document(iteration.numbers));
  }
  void progress(const TrainingPlan&, const Progress& now) override {
    if (!std::isfinite(now.cost) && !document_.contains("diverged_at"))
      document_["diverged_at"] = now.epoch;
    document_["costs"].append(fmt::format("{}", now.epoch), now.cost);
  }

  void finish() override { fmt::print("{}\n", document_.dump_indented()); }

 private:
  Json document_ = Json::object();
};

class JsonFormat : public Format {
 public:
  void declare(Options& options) override {
    options.flag("--json", asked_, "print the run as one JSON document");
  }
  [[nodiscard]] std::string takes_output() const override {
    return asked_ ? "--json" : "";
  }
  [[nodiscard]] std::unique_ptr<Sink> sink(
      const Style& style, std::span<const NamedFile>) override {
    return asked_ ? std::make_unique<JsonSink>(style) : nullptr;
  }

 private:
  bool asked_ = false;
};

}  // namespace

std::unique_ptr<Format> json_format() { return std::make_unique<JsonFormat>(); }

}  // namespace gradwalk::demos

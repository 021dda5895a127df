#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "film_questions.hpp"
#include "questions/iterations.hpp"
#include "scene.hpp"
#include "words.hpp"

namespace gradwalk::demos {

/// What a page plays: words, graphs, and what happens on them, in steps.
class Film : public Words {
 public:
  explicit Film(const Style& style)
      : Words(style), questions_(style.digits()) {}

  void title(std::string_view text) override { title_ = text; }
  void heading(std::string_view text) override;

  /// Words, until the next pause a step of their own. With them goes what each
  /// term means that the film says first there.
  void say(std::string_view text) override;
  void line(const Line& line) override;
  void table(const std::vector<Line>& rows) override;
  void pause() override;

  void net(const NetNodes& nodes) override;
  /// A backward pass goes with the forward pass of the same root before it, if
  /// there was one.
  void forward(const Walk& walk) override;
  void backward(const Walk& walk) override;
  void play_forward(const Walk& walk) override {
    begin_forward(walk, no_epoch);
  }
  void play_backward(const Walk& walk) override;
  void updates(std::span<const Update> updates) override;

  // Where a question comes before them.
  void paths(const Paths& paths) override;
  void matrix(const std::string& name, const Matrix& matrix, Ink ink) override;

  [[nodiscard]] bool wants_figure() const override { return true; }
  void figure(const Figure& figure) override;

  /// Node by node; of few examples, then in matrices.
  void iteration(const Iteration& iteration) override;
  /// The words; the costs, evenly thinned where there are very many; a forward
  /// pass with the trained weights.
  void trained(const Trained& trained) override;

  /// What a page needs to ask for the film anew: `lesson`, and `formula`.
  void entry(std::string_view name, const Json& value) override;

  void finish() override { pause(); }

  [[nodiscard]] const std::string& title() const { return title_; }

  /// `title`, `chapters`, `graphs`, `passes`, `figures`, `steps` and `quiz`,
  /// the options that were `given`, and what was told of `lesson` and
  /// `formula`. Without questions the quiz has only its `kinds`.
  [[nodiscard]] Json document() const;

  /// The graphs' drawings, as Graphviz text.
  [[nodiscard]] const std::vector<std::string>& drawings() const {
    return drawings_;
  }

 private:
  static constexpr int no_epoch = -1;

  void add(Json step);
  /// `epoch`: of the training that root is the cost of.
  void begin_pass(const Scene& scene, int epoch);
  void begin_forward(const Walk& walk, int epoch);
  [[nodiscard]] Scene scene_of(const Walk& walk) const;

  /// Whether the last pass's graph has the node on its own, not in a box.
  [[nodiscard]] bool draws(Value node) const;
  void play_updates(std::span<const Update> updates);
  void ask_in_words();
  void update_from_last(const Iteration& iteration);
  void costs(std::span<const Progress> reports, bool has_classes);

  std::string title_;
  std::string heading_;  ///< of the chapter that the next step begins
  std::vector<std::string> drawings_;
  std::set<std::string_view> met_;  ///< terms
  Json chapters_ = Json::array(), graphs_ = Json::array(),
       passes_ = Json::array(), figures_ = Json::array(),
       steps_ = Json::array(), words_ = Json::array(), source_ = Json::object();
  std::optional<NetNodes> net_;  ///< of the next pass
  Value root_;                   ///< of the last pass
  std::set<std::string> drawn_;  ///< the ids of its graph
  bool swept_ = false;
  FilmQuestions questions_;
  IterationQuestions iterations_;
  std::vector<Update> last_;  ///< of each parameter, by the last iteration
};

}  // namespace gradwalk::demos

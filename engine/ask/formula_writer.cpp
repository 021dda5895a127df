#include <algorithm>
#include <gradwalk/formula.hpp>
#include <utility>

#include "formula_node.hpp"
#include "latex.hpp"

namespace gradwalk {

using Kind = Formula::Kind;
using Binding = Formula::Binding;

/// Writes a tree from left to right, with a stack of what is still to come:
/// a sum is as deep as it has terms. A node is taken off and, in its place,
/// what it is written with is put on.
struct Formula::Writer {
  enum class Part { words, formula, brackets, rows };
  struct Piece {
    Part part;
    std::string_view words;
    const Node* node;
  };

  bool is_latex;
  std::string out;
  std::vector<Piece> to_come;

  explicit Writer(bool latex) : is_latex(latex) { to_come.reserve(12); }

  [[nodiscard]] const Outside& outside(const Formula& f) const {
    return is_latex ? f.node_->latex : f.node_->text;
  }

  void words(std::string_view w) {
    to_come.push_back({Part::words, w, nullptr});
  }
  void formula(const Formula& f) {
    to_come.push_back({Part::formula, {}, f.node_.get()});
  }
  void brackets(const Formula& f) {
    to_come.push_back({Part::brackets, {}, f.node_.get()});
  }
  void within(const Formula& f, Binding least) {
    outside(f).binding < least ? brackets(f) : formula(f);
  }
  /// What follows a + or a -: never a - of its own.
  void behind_a_sign(const Formula& f) {
    outside(f).has_minus ? brackets(f) : within(f, Binding::product);
  }

  std::string written() {
    while (!to_come.empty()) {
      const Piece piece = to_come.back();
      to_come.pop_back();
      const std::size_t begin = to_come.size();
      if (piece.part == Part::words) out += piece.words;
      if (piece.part == Part::formula) expand(*piece.node);
      if (piece.part == Part::rows) rows(*piece.node);
      if (piece.part == Part::brackets) {
        words(is_latex ? "\\left(" : "(");
        to_come.push_back({Part::formula, {}, piece.node});
        words(is_latex ? "\\right)" : ")");
      }
      std::reverse(to_come.begin() + static_cast<std::ptrdiff_t>(begin),
                   to_come.end());
    }
    return std::move(out);
  }

  void expand(const Node& node) {
    const std::vector<Formula>& of = node.operands;
    switch (node.kind) {
      case Kind::atom:
        out += is_latex ? latex_of(node.name) : node.name;
        break;
      // A right operand of the same strength keeps its brackets: a + (b + c)
      // rounds differently from a + b + c, and what is written is computed.
      case Kind::sum:
      case Kind::difference:
        within(of[0], Binding::sum);
        words(node.kind == Kind::sum ? " + " : " - ");
        behind_a_sign(of[1]);
        break;
      case Kind::negative:
        words("-");
        within(of[0], Binding::product);
        break;
      case Kind::product:
        within(of[0], Binding::negative);
        words(is_latex ? " \\cdot " : "·");
        within(of[1], Binding::power);
        break;
      case Kind::comparison:
        within(of[0], Binding::sum);
        words(" ");
        words(is_latex && node.name == "≤" ? std::string_view("\\le")
                                           : std::string_view(node.name));
        words(" ");
        within(of[1], Binding::sum);
        break;
      default:
        is_latex ? expand_as_latex(node) : expand_as_text(node);
    }
  }

  void expand_as_text(const Node& node) {
    const std::vector<Formula>& of = node.operands;
    if (node.kind == Kind::quotient) {
      within(of[0], Binding::negative);
      words("/");
      within(of[1], Binding::power);
    } else if (node.kind == Kind::derivative) {
      words("∂");
      within(of[0], Binding::atom);
      words("/∂");
      within(of[1], Binding::atom);
    } else if (node.kind == Kind::power) {
      within(of[0], Binding::atom);
      words(node.name);
      if (node.name == "^") within(of[1], Binding::atom);
    } else if (node.kind == Kind::choice) {
      within(of[1], Binding::sum);
      words(" if ");
      formula(of[0]);
      words(", ");
      if (of[2].node_->goes_on) return formula(of[2]);
      words("else ");
      within(of[2], Binding::sum);
    } else if (node.name == "abs") {
      arguments(node, "|", "|");
    } else {
      words(node.name);
      arguments(node, "(", ")");
    }
  }

  void expand_as_latex(const Node& node) {
    const std::vector<Formula>& of = node.operands;
    if (node.kind == Kind::quotient) {
      arguments(node, "\\frac{", "}", "}{");
    } else if (node.kind == Kind::derivative) {
      words("\\frac{\\partial ");
      within(of[0], Binding::atom);
      words("}{\\partial ");
      within(of[1], Binding::atom);
      words("}");
    } else if (node.kind == Kind::power) {
      within(of[0], Binding::atom);
      words("^{");
      formula(of[1]);
      words("}");
    } else if (node.kind == Kind::choice) {
      words("\\begin{cases}");
      rows(node);
      words("\\end{cases}");
    } else if (const LatexBrackets* row = latex_brackets_of(node.name)) {
      arguments(node, row->open, row->close);
    } else {
      out += latex_of_function(node.name);
      arguments(node, "\\left(", "\\right)");
    }
  }

  void arguments(const Node& node, std::string_view open,
                 std::string_view close, std::string_view between = ", ") {
    words(open);
    for (const Formula& operand : node.operands) {
      if (&operand != node.operands.data()) words(between);
      formula(operand);
    }
    words(close);
  }

  /// A line for each case.
  void rows(const Node& choice) {
    const std::vector<Formula>& of = choice.operands;
    formula(of[1]);
    words(" & \\text{if } ");
    formula(of[0]);
    words(" \\\\ ");
    if (of[2].node_->goes_on) {
      to_come.push_back({Part::rows, {}, of[2].node_.get()});
    } else {
      formula(of[2]);
      words(" & \\text{otherwise}");
    }
  }
};

std::string Formula::within(Binding least) const {
  if (node_->kind == Kind::atom && binding() >= least) return node_->name;
  Writer writer(false);
  writer.within(*this, least);
  return writer.written();
}

std::string Formula::latex_within(Binding least) const {
  Writer writer(true);
  writer.within(*this, least);
  return writer.written();
}

}  // namespace gradwalk

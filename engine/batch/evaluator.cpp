#include "evaluator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/record.hpp>

namespace gradwalk {

using detail::Lanes;

Batch::Evaluator::Evaluator(Value root,
                            std::span<const std::vector<Value>> inputs,
                            const BatchOptions& options)
    : reduction_(options.reduction),
      plan_(detail::plan(root, inputs, options.kept)),
      leaves_(plan_, root),
      kernels_(detail::kernels_of(options.level)),
      threads_(options.threads),
      cells_(plan_.cells),
      cell_gradients_(plan_.cells),
      kept_(plan_.kept.size()) {
  for (std::size_t i = 0; i < plan_.leaves.size(); ++i)
    cells_[plan_.leaves[i].cell] = plan_.leaf_values[i];
  lanes_.reserve(threads_.size());
  for (std::size_t thread = 0; thread < threads_.size(); ++thread)
    lanes_.emplace_back(plan_, kernels_, cells_.data());
}

namespace {
/// The pieces' size depends on the batch's alone, so that any number of
/// threads adds the same sums: sixteen pieces, or fewer of 32 examples or more.
std::size_t piece_size(std::size_t examples) {
  const auto up_to = [](std::size_t size, std::size_t multiple) {
    return (size + multiple - 1) / multiple * multiple;
  };
  const std::size_t pieces = std::clamp<std::size_t>(examples / 32, 1, 16);
  const std::size_t size = (examples + pieces - 1) / pieces;
  return up_to(size, size < Lanes::most ? detail::lane_step : Lanes::most);
}
}  // namespace

void Batch::Evaluator::begin(std::string_view function,
                             std::span<const Rows> lists) {
  if (lists.size() != plan_.lists.size())
    throw Error(function, fmt::format("{} lists of inputs", plan_.lists.size()),
                fmt::format("{}", lists.size()));
  const std::size_t examples = lists.front().size();
  for (const Rows& list : lists)
    if (list.size() != examples)
      throw Error(function, fmt::format("{} examples in each list", examples),
                  fmt::format("{}", list.size()));
  if (examples == 0) throw Error(function, "one example or more", "none");
  leaves_.read(function, cells_.data());
  compute_cells();
  for (Lanes& lanes : lanes_) lanes.repeat_cells();
  pieces_.clear();
  const std::size_t size = piece_size(examples);
  for (std::size_t first = 0; first < examples; first += size)
    pieces_.push_back({first, std::min(size, examples - first)});
  losses_.resize(examples);
  for (std::size_t k = 0; k < kept_.size(); ++k) {
    const std::size_t numbers = plan_.kept[k].place.varies ? examples : 1;
    kept_[k].values.resize(numbers);
    kept_[k].gradients.resize(numbers);
    if (!plan_.kept[k].place.varies)
      kept_[k].values[0] = cells_[plan_.kept[k].place.at];
  }
  has_gradients_ = false;
}

void Batch::Evaluator::compute_cells() {
  std::vector<double> operands;
  for (const detail::CellStep& step : plan_.once) {
    operands.clear();
    for (const std::size_t cell : step.operands)
      operands.push_back(cells_[cell]);
    cells_[step.cell] = step.operation->value(operands);
  }
}

double Batch::Evaluator::cost() const {
  const double sum = rules::Sum::value(std::span<const double>(losses_));
  return reduction_ == Reduction::mean
             ? sum / static_cast<double>(losses_.size())
             : sum;
}

double Batch::Evaluator::forward(std::span<const Rows> lists) {
  begin("forward", lists);
  threads_.run(pieces_.size(), [&](std::size_t thread, std::size_t piece) {
    run_piece(thread, pieces_[piece], lists, Pass::forward, nullptr);
  });
  return cost();
}

double Batch::Evaluator::backward(std::span<const Rows> lists) {
  begin("backward", lists);
  sweep(lists, Pass::backward);
  // 0·inf in a product of matrices, or a nan of the graph's own: to be told
  // apart the slow way.
  if (leaves_.may_be_nan(cell_gradients_.data(), kernels_))
    sweep(lists, Pass::careful);
  leaves_.write_gradients(cell_gradients_.data());
  has_gradients_ = true;
  return cost();
}

void Batch::Evaluator::sweep(std::span<const Rows> lists, Pass pass) {
  // One thread needs no more than two sums: of all pieces, and of the next.
  const std::size_t sums = threads_.size() == 1 ? 1 : pieces_.size() - 1;
  piece_gradients_.resize(std::min(sums, pieces_.size() - 1));
  threads_.run(pieces_.size(), [&](std::size_t thread, std::size_t piece) {
    std::vector<double>& gradients =
        piece == 0 ? cell_gradients_
                   : piece_gradients_[std::min(piece, sums) - 1];
    gradients.assign(plan_.cells, 0.0);
    run_piece(thread, pieces_[piece], lists, pass, gradients.data());
    if (threads_.size() == 1 && piece > 0) add_pieces();
  });
  if (threads_.size() > 1) add_pieces();
  sweep_cells();
}

void Batch::Evaluator::add_pieces() {
  constexpr std::size_t block = 4096;
  const std::size_t cells = plan_.cells;
  const auto add = [&](std::size_t, std::size_t b) {
    const std::size_t last = std::min(cells, (b + 1) * block);
    for (const std::vector<double>& piece : piece_gradients_)
      for (std::size_t i = b * block; i < last; ++i)
        cell_gradients_[i] += piece[i];
  };
  const std::size_t blocks = (cells + block - 1) / block;
  constexpr std::size_t worth_threads = 1 << 18;
  if (threads_.size() > 1 && cells * piece_gradients_.size() > worth_threads)
    threads_.run(blocks, add);
  else
    for (std::size_t b = 0; b < blocks; ++b) add(0, b);
}

void Batch::Evaluator::sweep_cells() {
  std::vector<double> operands;
  for (auto step = plan_.once.rbegin(); step != plan_.once.rend(); ++step) {
    const double upstream = cell_gradients_[step->cell];
    if (!step->passes || upstream == 0.0) continue;
    operands.clear();
    for (const std::size_t cell : step->operands)
      operands.push_back(cells_[cell]);
    const std::vector<double> locals =
        step->operation->local_gradients(operands, cells_[step->cell]);
    for (std::size_t k = 0; k < locals.size(); ++k)
      cell_gradients_[step->operands[k]] += upstream * locals[k];
  }
  for (std::size_t k = 0; k < kept_.size(); ++k)
    if (const auto& [node, place, needed] = plan_.kept[k]; !place.varies)
      kept_[k].gradients[0] = needed ? cell_gradients_[place.at] : 0.0;
}

void Batch::Evaluator::run_piece(std::size_t thread, const Piece& piece,
                                 std::span<const Rows> lists, Pass pass,
                                 double* cell_gradients) {
  Lanes& lanes = lanes_[thread];
  const double share = reduction_ == Reduction::mean
                           ? 1.0 / static_cast<double>(losses_.size())
                           : 1.0;
  const std::size_t end = piece.first + piece.count;
  for (std::size_t first = piece.first; first < end; first += Lanes::most) {
    lanes.forward(lists, first, std::min(Lanes::most, end - first));
    std::ranges::copy(lanes.values(plan_.root_row),
                      losses_.begin() + static_cast<std::ptrdiff_t>(first));
    if (pass != Pass::forward)
      lanes.backward(share, cell_gradients, pass == Pass::careful);
    keep(lanes, first, pass != Pass::forward);
  }
}

void Batch::Evaluator::keep(const Lanes& lanes, std::size_t first,
                            bool gradients) {
  const auto at = static_cast<std::ptrdiff_t>(first);
  for (std::size_t k = 0; k < kept_.size(); ++k) {
    const auto& [node, place, needed] = plan_.kept[k];
    if (!place.varies) continue;
    std::ranges::copy(lanes.values(place.at), kept_[k].values.begin() + at);
    if (gradients)
      std::ranges::copy(lanes.gradients(place.at),
                        kept_[k].gradients.begin() + at);
  }
}

std::vector<const double*> Batch::Evaluator::rows_of(
    std::string_view function, std::span<const double> examples) const {
  const std::size_t leaves = plan_.lists.front().leaves;
  if (plan_.lists.size() != 1 || examples.size() % leaves != 0)
    throw Error(function,
                fmt::format("rows of {} numbers, for one list", leaves),
                fmt::format("{} numbers for {} lists", examples.size(),
                            plan_.lists.size()));
  std::vector<const double*> rows;
  for (std::size_t i = 0; i < examples.size(); i += leaves)
    rows.push_back(examples.data() + i);
  return rows;
}

std::size_t Batch::Evaluator::kept_at(std::string_view function,
                                      Value node) const {
  for (std::size_t k = 0; k < kept_.size(); ++k)
    if (plan_.kept[k].node == node) return k;
  throw Error(function, "a node that is kept", detail::describe(node));
}

std::span<const double> Batch::Evaluator::values(Value node) const {
  const std::size_t k = kept_at("values", node);
  if (losses_.empty()) throw Error("values", "a run before", "none");
  return kept_[k].values;
}

std::span<const double> Batch::Evaluator::gradients(Value node) const {
  const std::size_t k = kept_at("gradients", node);
  if (!has_gradients_)
    throw Error("gradients", "a backward run before", "none");
  return kept_[k].gradients;
}

}  // namespace gradwalk

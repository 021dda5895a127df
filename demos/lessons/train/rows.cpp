#include "rows.hpp"

#include <fmt/format.h>

#include <cmath>
#include <gradwalk/error.hpp>
#include <numeric>

namespace gradwalk::demos {

namespace {

/// Puts rows drawn at random aside.
void part(Rows& rows, double share, Random& random) {
  const std::size_t all = rows.learned.size();
  const auto tests =
      static_cast<std::size_t>(std::lround(share * static_cast<double>(all)));
  if (tests == 0 || tests == all)
    throw Error("--test",
                fmt::format("a share of {} rows that leaves some on either "
                            "side",
                            all),
                fmt::format("{}", share));
  std::vector<std::size_t> order(all);
  std::iota(order.begin(), order.end(), 0u);
  random.shuffle(std::span(order));
  const Numbers whole = std::move(rows.learned);
  rows.learned = {.dropped = whole.dropped};
  for (std::size_t i = 0; i < all; ++i) {
    Numbers& into = i < tests ? rows.test : rows.learned;
    into.inputs.push_back(whole.inputs[order[i]]);
    into.given.push_back(whole.given[order[i]]);
    into.lines.push_back(whole.lines[order[i]]);
  }
}

void fit(Encoding& encoding, const Numbers& numbers) {
  std::vector<double> column(numbers.size());
  for (std::size_t k = 0; k < encoding.inputs.size(); ++k) {
    for (std::size_t i = 0; i < numbers.size(); ++i)
      column[i] = numbers.inputs[i][k];
    encoding.inputs[k].fit(column);
  }
  if (!encoding.has_classes()) encoding.target.fit(numbers.given);
}

}  // namespace

void declare_columns(Options& options, Columns& columns) {
  options.add({Option::Kind::value, "--target", "COLUMN",
               "what it learns to tell: a name or a number", "last",
               "a column's name or number", [&](const std::string& text) {
                 columns.target = text;
                 return !text.empty();
               }});
  options.add({Option::Kind::list, "--ignore", "COLUMN,...",
               "columns that it does not see", "", "a column's name or number",
               [&](const std::string& text) {
                 columns.ignored.push_back(text);
                 return !text.empty();
               }});
  options.flag("--classes", columns.are_classes,
               "the target's numbers are names of classes");
}

Rows read_rows(const RowsWanted& wanted, Random& random) {
  if (wanted.path.empty())
    throw Error("train", "a table's FILE, such as iris.csv", "none");
  const Csv csv = read_table(wanted.path);
  Columns columns = wanted.columns;
  if (columns.target.empty())
    columns.target = fmt::format("{}", csv.names.size());
  Rows rows{wanted.path, csv.separator, csv.has_header, csv.names.size(),
            encoding_of(csv, columns)};
  rows.learned = numbers_in(csv, rows.encoding, wanted.drops, true);
  const std::optional<double> share = parsed_number(wanted.test);
  if (share && !(0.0 < *share && *share < 1.0))
    throw Error("--test", "a share between 0 and 1, or a file's name",
                wanted.test);
  if (share)
    part(rows, *share, random);
  else if (!wanted.test.empty())
    rows.test =
        numbers_in(read_table(wanted.test), rows.encoding, wanted.drops, true);
  fit(rows.encoding, rows.learned);
  return rows;
}

Data data_of(const Encoding& encoding, const Numbers& numbers) {
  Data data;
  for (const Scaled& input : encoding.inputs)
    data.features.push_back(input.name);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    std::vector<double>& row = data.inputs.emplace_back();
    for (std::size_t k = 0; k < encoding.inputs.size(); ++k)
      row.push_back(encoding.inputs[k].standardised(numbers.inputs[i][k]));
    data.labels.push_back(numbers.given[i]);
    data.targets.push_back(encoding.targets(numbers.given[i]));
  }
  return data;
}

Loss required_loss(const Encoding& encoding, Loss loss) {
  const bool has_many = encoding.classes.size() > 2;
  const bool fits =
      loss == Loss::squared_error ||
      (loss == Loss::binary_cross_entropy ? encoding.has_classes() && !has_many
                                          : encoding.has_classes());
  if (!fits)
    throw Error(
        "--loss",
        !encoding.has_classes()
            ? "squared_error, for the target is a number"
            : fmt::format("a loss for {} classes", encoding.classes.size()),
        name_of(loss));
  return loss;
}

}  // namespace gradwalk::demos

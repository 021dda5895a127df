#include <fmt/format.h>

#include <array>
#include <gradwalk/error.hpp>
#include <gradwalk/graph/own_operations.hpp>
#include <gradwalk/rules.hpp>
#include <mutex>
#include <optional>

namespace gradwalk::detail {

namespace {

constexpr std::size_t first_own = rules::All::size;
constexpr std::size_t most_own = std::size_t(given) - first_own;

// Never moved and never taken out: who has a row may read it in any thread.
std::array<std::optional<OwnOperation>, most_own> own_operations;
std::size_t own_count = 0;
std::mutex adding;

}  // namespace

OperationId add_own_operation(const OwnOperation& own) {
  const std::lock_guard lock(adding);
  if (own_count == most_own)
    throw Error("record",
                fmt::format("at most {} operations of one's own", most_own),
                fmt::format("one more, {}", own.operation.name));
  own_operations[own_count] = own;
  return static_cast<OperationId>(first_own + own_count++);
}

const OwnOperation& own_operation(std::size_t row) {
  return *own_operations[row - first_own];
}

const OwnOperation* own_operation(const Operation& operation) {
  const std::lock_guard lock(adding);  // for it looks at all
  for (const auto& own : own_operations)
    if (own && &own->operation == &operation) return &*own;
  return nullptr;
}

const Operation& operation_at(std::size_t row) {
  return row < first_own ? operations()[row] : own_operation(row).operation;
}

}  // namespace gradwalk::detail

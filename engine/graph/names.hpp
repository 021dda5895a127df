#pragma once

#include <gradwalk/graph/tape.hpp>
#include <string>
#include <unordered_map>
#include <utility>

namespace gradwalk::detail {

/// The names of a tape's nodes. A forgotten node's name stays until another
/// takes its place, so that an error can still name it.
class Names {
 public:
  void give(Index i, ScopeNumber scope, std::string text) {
    names_[i] = {scope, std::move(text)};
  }
  [[nodiscard]] const std::string& of(Index i, ScopeNumber scope) const {
    static const std::string none;
    const auto found = names_.find(i);
    return found == names_.end() || found->second.scope != scope
               ? none
               : found->second.text;
  }
  void forget(Index i) { names_.erase(i); }
  void clear() { names_.clear(); }
  /// Forgets all of them, if they are more than that.
  void forget_many(std::size_t most) {
    if (names_.size() > most) names_ = {};
  }

 private:
  struct Name {
    ScopeNumber scope;  ///< of the node that was given it
    std::string text;
  };
  std::unordered_map<Index, Name> names_;
};

}  // namespace gradwalk::detail

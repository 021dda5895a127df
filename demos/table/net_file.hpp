#pragma once

#include <gradwalk/nn/mlp.hpp>
#include <string>

#include "encoding.hpp"

/// A net's weights in a file, with the encoding of the table that it was
/// trained on: what nn's `load` reads, and a member `table` beside it.
namespace gradwalk::demos {

/// Errors, of the option `--save`: a weight is nan or inf; the file cannot be
/// written.
void save(const MLP& net, const Encoding& encoding, const std::string& path);

/// A file that was read, before there is a net.
struct NetFile {
  Encoding encoding{};
  std::vector<std::size_t> sizes{};
  MLPOptions options{};
};

/// Errors: no such file; one that `save` has not written. The weights are not
/// looked at: nn's `load` reads them.
[[nodiscard]] NetFile read_net(const std::string& path);

}  // namespace gradwalk::demos

#include "load.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <gradwalk/error.hpp>
#include <system_error>

#include "story/text.hpp"

namespace gradwalk::demos {

void require_loadable(const MLP& net, const std::string& path) {
  // A weight of 17 digits takes 30 bytes with its blanks; another net's file
  // is read, to say what does not fit.
  constexpr std::uintmax_t of_others = 1u << 24, of_weight = 64;
  namespace fs = std::filesystem;
  std::error_code unknown;
  const fs::file_status status = fs::status(path, unknown);
  if (!fs::exists(status)) return;
  if (!fs::is_regular_file(status))
    throw Error("--load", path + " to be a file",
                fs::is_directory(status) ? "a folder" : "a pipe or a device");
  const std::uintmax_t size = fs::file_size(path, unknown);
  const std::uintmax_t most = of_others + of_weight * net.parameters().size();
  if (size > most)
    throw Error(
        "--load",
        fmt::format("a file of {} bytes at most, the weights of a {} net", most,
                    joined(net.sizes(), "-")),
        fmt::format("{} bytes", size));
}

}  // namespace gradwalk::demos

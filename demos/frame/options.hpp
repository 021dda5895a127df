#pragma once

#include <gradwalk/dot.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

/// Options that lessons share, each checked in the same words:
/// `--name: expected X, got Y`.
namespace gradwalk::demos {

/// A finite number.
void add_number(CLI::App& app, const std::string& name, double& into,
                const std::string& help);

/// A whole number from `least` to `most`.
void add_whole(CLI::App& app, const std::string& name, int& into, int least,
               int most, const std::string& help);

/// One of these words, which must outlive the parsing.
void add_word(CLI::App& app, const std::string& name, std::string& into,
              std::span<const std::string_view> words, const std::string& help);

/// The path of a file or a folder.
void add_path(CLI::App& app, const std::string& name,
              std::optional<std::string>& into, const std::string& help);

/// `--nodes operations|neurons`.
void add_nodes(CLI::App& app, bool& by_operations);

/// `--fold automatic|nothing|neurons|layers`.
void add_fold(CLI::App& app, Fold& fold);

struct Plan;

/// The options of every training lesson. `given_applies` becomes false when
/// one of them chooses other weights than the source's.
void add_training(CLI::App& app, Plan& plan, bool& given_applies);

}  // namespace gradwalk::demos

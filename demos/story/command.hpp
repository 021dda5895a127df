#pragma once

#include <memory>
#include <vector>

#include "lesson.hpp"

namespace gradwalk::demos {

/// What is done with lessons: it is asked for and told as these are, and
/// teaches nothing itself.
class Command : public Lesson {};

/// Every command, in the order of --list. Made from the list in
/// demos/classroom/meson.build.
[[nodiscard]] std::vector<std::unique_ptr<Command>> commands();

}  // namespace gradwalk::demos

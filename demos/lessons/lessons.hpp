#pragma once

#include <memory>
#include <vector>

#include "frame/lesson.hpp"

namespace gradwalk::demos {

/// Every lesson, in the order in which to take them.
[[nodiscard]] std::vector<std::unique_ptr<Lesson>> lessons();

std::unique_ptr<Lesson> or_gate();
std::unique_ptr<Lesson> learning_rate();
std::unique_ptr<Lesson> cost_lesson();
std::unique_ptr<Lesson> paths_lesson();
std::unique_ptr<Lesson> dot_product();
std::unique_ptr<Lesson> or_lesson();
std::unique_ptr<Lesson> xor_line();
std::unique_ptr<Lesson> feature_cross();
std::unique_ptr<Lesson> xor_lesson();
std::unique_ptr<Lesson> linear_stack();
std::unique_ptr<Lesson> symmetry();
std::unique_ptr<Lesson> chain();
std::unique_ptr<Lesson> mnist();
std::unique_ptr<Lesson> notebook();
std::unique_ptr<Lesson> moons();
std::unique_ptr<Lesson> expr();

}  // namespace gradwalk::demos

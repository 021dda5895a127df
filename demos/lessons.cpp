#include "lesson.hpp"

namespace gradwalk::demos {

std::vector<std::unique_ptr<Lesson>> lessons() {
  std::vector<std::unique_ptr<Lesson>> all;
  all.push_back(or_gate());
  all.push_back(paths_lesson());
  all.push_back(dot_product());
  return all;
}

}  // namespace gradwalk::demos

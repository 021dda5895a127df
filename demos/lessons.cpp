#include "lesson.hpp"

namespace gradwalk::demos {

std::vector<std::unique_ptr<Lesson>> lessons() {
  std::vector<std::unique_ptr<Lesson>> all;
  all.push_back(or_gate());
  return all;
}

}  // namespace gradwalk::demos

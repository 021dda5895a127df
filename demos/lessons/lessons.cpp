#include "lessons.hpp"

namespace gradwalk::demos {

std::vector<std::unique_ptr<Lesson>> lessons() {
  std::vector<std::unique_ptr<Lesson>> all;
  all.push_back(or_gate());
  all.push_back(learning_rate());
  all.push_back(cost_lesson());
  all.push_back(paths_lesson());
  all.push_back(dot_product());
  all.push_back(or_lesson());
  all.push_back(xor_line());
  all.push_back(feature_cross());
  all.push_back(xor_lesson());
  all.push_back(linear_stack());
  all.push_back(symmetry());
  all.push_back(chain());
  all.push_back(mnist());
  all.push_back(notebook());
  all.push_back(moons());
  all.push_back(expr());
  return all;
}

}  // namespace gradwalk::demos

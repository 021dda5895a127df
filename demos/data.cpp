#include "data.hpp"

namespace gradwalk::demos {

Data or_data() {
  return {"OR", {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, {0, 1, 1, 1}};
}

}  // namespace gradwalk::demos

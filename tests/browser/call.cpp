// call TEXT...: what the engine answers a page, from the same sources.
#include "browser/call.hpp"

#include <cstdio>
#include <string>
#include <vector>

int main(int count, char** arguments) {
  const std::vector<std::string> texts(arguments + 1, arguments + count);
  std::puts(gradwalk::demos::answer(texts).c_str());
}

// strange_page FILE: the page of a graph whose names try to break out of it.
#include <gradwalk/graph.hpp>

#include "sinks/html.hpp"
#include "story/files.hpp"

using namespace gradwalk;
using namespace gradwalk::demos;

int main(int count, char** arguments) {
  if (count != 2) return 2;
  Graph graph;
  std::vector<Value> strange;
  for (const char* name :
       {"a<b> & \"c\"", "</script><script>window.broken = 1</script>",
        "two\nlines", "Größe 数 😀 ∂", "it's {{film}} <!--", "back\\slash\\n"})
    strange.push_back(
        graph.parameter(static_cast<double>(strange.size()) + 1.0, name));
  const Style style;
  Film film(style);
  film.title("<i>strange</i> & \"names\"");
  film.heading("</template></script><b>heading</b>");
  film.say("words with <em>tags</em> & {{graphs}}");
  const Value root = mean(strange).named("mean <of> all");
  const Walk walk(root);
  film.forward(walk);
  film.backward(walk);
  film.heading("A picture");
  for (int row = 0; row < 14; ++row) {
    std::string line;
    for (int column = 0; column < 90; ++column)
      line += (row + column) % 7 == 0 ? "█" : " ";
    film.line({{line}});
  }
  film.finish();
  write_text("strange_page", arguments[1], html_of(film));
  return 0;
}

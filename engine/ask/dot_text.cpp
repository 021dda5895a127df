#include "dot_text.hpp"

namespace gradwalk {

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\\':  // one before N would be the node's name to dot
        safe += "&#92;&#92;";
        break;
      case '\n':
        safe += "<br/>";
        break;
      default:
        safe += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
  return safe;
}

std::string short_name(const std::string& name, std::string_view frame) {
  const std::string prefix = std::string(frame) + ".";
  return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
}

}  // namespace gradwalk

#pragma once

#include <string>
#include <string_view>

/// What a drawing writes.
namespace gradwalk {

/// Text inside an HTML-like label.
[[nodiscard]] std::string escaped(std::string_view text);

/// `w1` of `layer1.neuron2.w1` inside the frame of `layer1.neuron2`.
[[nodiscard]] std::string short_name(const std::string& name,
                                     std::string_view frame);

}  // namespace gradwalk

#pragma once

#include <gradwalk/nn/mlp.hpp>
#include <string>

/// What the matrices of an iteration are, for who meets them first.
namespace gradwalk::demos {

/// Of Z and A of a layer.
[[nodiscard]] std::string forward_words(const MLP& net, std::size_t layer);

/// Of dA, dZ and dW.
[[nodiscard]] std::string backward_words(const MLP& net, std::size_t layer);

}  // namespace gradwalk::demos

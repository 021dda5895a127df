#pragma once

#include <string_view>

// Written by optimizer_values.py.

inline constexpr double torch_rate = 0.01;
inline constexpr int torch_steps = 100;

struct TorchValues {
  std::string_view name;
  double weight_decay, a, b;
};

inline constexpr TorchValues torch_values[]{
    {"descent", 0.0, 2.2719635409732546, -2.236341514567365},
    {"descent", 0.1, 2.11249500469318, -2.170405178779757},
    {"momentum", 0.0, 2.134753911958243, -2.2586753546002876},
    {"momentum", 0.1, 1.9001697724935172, -2.1791755244967566},
    {"nesterov", 0.0, 2.1339709286291653, -2.265161695596317},
    {"nesterov", 0.1, 1.9009618722216661, -2.1819394909718772},
    {"rmsprop", 0.0, 1.6207294838069706, -0.7440804460984173},
    {"rmsprop", 0.1, 1.5731668579638938, -0.7379629089471705},
    {"adam", 0.0, 2.1238294545954823, 0.06209400331631745},
    {"adam", 0.1, 2.1165662378251877, 0.0631549112633989},
    {"adamw", 0.0, 2.1238294545954823, 0.06209400331631745},
    {"adamw", 0.1, 1.9139680867971023, 0.018554219154041665},
};

#pragma once

#include <adolc/adolc.h>

#include <array>
#include <vector>

#include "workloads.hpp"

/// The same workloads on ADOL-C, where it is installed.
namespace bench::on_adolc {

inline adouble neuron(const adouble* p, const auto* x, std::size_t inputs) {
  adouble z = p[inputs];
  for (std::size_t i = 0; i < inputs; ++i) z += p[i] * x[i];
  return z;
}

/// Traces f(parameters) anew, sweeps it, and descends.
class Traced {
 public:
  Traced(std::vector<double> parameters, double rate)
      : values_(std::move(parameters)),
        gradients_(values_.size()),
        active_(values_.size()),
        rate_(rate) {}

  void step(auto f) {
    constexpr short tag = 1;
    trace_on(tag);
    for (std::size_t i = 0; i < values_.size(); ++i) active_[i] <<= values_[i];
    adouble y = f(active_.data());
    double value;
    y >>= value;
    trace_off();
    ::gradient(tag, static_cast<int>(values_.size()), values_.data(),
               gradients_.data());
    for (std::size_t i = 0; i < values_.size(); ++i)
      values_[i] -= rate_ * gradients_[i];
  }

 private:
  std::vector<double> values_, gradients_;
  std::vector<adouble> active_;
  double rate_;
};

class MoonsTraced {
 public:
  void step() {
    traced_.step([&](const adouble* p) {
      constexpr std::size_t n = Moons::hidden;
      adouble total = 0.0;
      for (std::size_t s = 0; s < Moons::examples; ++s) {
        std::array<adouble, n> h1, h2;
        for (std::size_t j = 0; j < n; ++j)
          h1[j] = tanh(neuron(p + 3 * j, moons_.inputs[s].data(), 2));
        const adouble* p2 = p + 3 * n;
        for (std::size_t j = 0; j < n; ++j)
          h2[j] = tanh(neuron(p2 + (n + 1) * j, h1.data(), n));
        const adouble error =
            neuron(p2 + (n + 1) * n, h2.data(), n) - moons_.labels[s];
        total += error * error;
      }
      return adouble(total * (1.0 / (2 * Moons::examples)));
    });
  }

 private:
  Moons moons_;
  Traced traced_{moons_.parameters, 0.05};
};

class DigitsTraced {
 public:
  void step() {
    example_ = (example_ + 1) % Digits::examples;
    traced_.step([&](const adouble* p) {
      const double* x = digits_.inputs.data() + example_ * Digits::pixels;
      std::array<adouble, Digits::hidden1> h1;
      std::array<adouble, Digits::hidden2> h2;
      std::array<adouble, Digits::classes> z;
      p = layer(p, x, Digits::pixels, h1);
      for (adouble& h : h1) h = fmax(h, 0.0);
      p = layer(p, h1.data(), h1.size(), h2);
      for (adouble& h : h2) h = fmax(h, 0.0);
      layer(p, h2.data(), h2.size(), z);
      double most = z[0].value();
      for (const adouble& one : z) most = std::max(most, one.value());
      adouble sum = 0.0;
      for (const adouble& one : z) sum += exp(one - most);
      return adouble(log(sum) - (z[digits_.labels[example_]] - most));
    });
  }

 private:
  static const adouble* layer(const adouble* p, const auto* x,
                              std::size_t inputs, auto& z) {
    for (adouble& one : z) {
      one = neuron(p, x, inputs);
      p += inputs + 1;
    }
    return p;
  }

  Digits digits_;
  Traced traced_{digits_.parameters, 0.01};
  std::size_t example_ = 0;
};

class ChainTraced {
 public:
  void step() {
    traced_.step([](const adouble* p) {
      adouble y = p[0];
      for (std::size_t k = 0; k < 1'000'000; k += 2) {
        y = y * p[1];
        y = y - p[2];
      }
      return y;
    });
  }

 private:
  Traced traced_{{Chain::y, Chain::a, Chain::c}, 0.0};
};

}  // namespace bench::on_adolc

#include "by_hand.hpp"

#include <algorithm>
#include <cmath>

namespace bench::by_hand {

namespace {

template <bool split>
double dot(const double* w, const double* x, std::size_t n, double start) {
  std::size_t i = 0;
  if constexpr (split) {
    double part[8] = {};
    for (; i + 8 <= n; i += 8)
      for (std::size_t k = 0; k < 8; ++k) part[k] += w[i + k] * x[i + k];
    start += ((part[0] + part[1]) + (part[2] + part[3])) +
             ((part[4] + part[5]) + (part[6] + part[7]));
  }
  for (; i < n; ++i) start += w[i] * x[i];
  return start;
}

template <bool split>
void layer(const double* p, const double* x, double* z, std::size_t inputs,
           std::size_t outputs) {
  for (std::size_t j = 0; j < outputs; ++j, p += inputs + 1)
    z[j] = dot<split>(p, x, inputs, p[inputs]);
}

/// Adds a layer's weight gradients into g; ∂/∂x goes to dx unless it is null.
void layer_back(const double* __restrict p, const double* __restrict x,
                const double* __restrict dz, double* __restrict g,
                double* __restrict dx, std::size_t inputs,
                std::size_t outputs) {
  if (dx != nullptr) std::fill_n(dx, inputs, 0.0);
  for (std::size_t j = 0; j < outputs; ++j, p += inputs + 1, g += inputs + 1) {
    for (std::size_t i = 0; i < inputs; ++i) g[i] += dz[j] * x[i];
    g[inputs] += dz[j];
    if (dx != nullptr)
      for (std::size_t i = 0; i < inputs; ++i) dx[i] += dz[j] * p[i];
  }
}

void descend(std::vector<double>& p, const std::vector<double>& g,
             double rate) {
  for (std::size_t i = 0; i < p.size(); ++i) p[i] -= rate * g[i];
}

}  // namespace

template <bool split>
double step(const Moons& moons, std::vector<double>& p, std::vector<double>& g,
            double rate) {
  constexpr std::size_t n = Moons::hidden, m = Moons::examples;
  std::fill(g.begin(), g.end(), 0.0);
  const std::size_t at2 = 3 * n, at3 = at2 + (n + 1) * n;
  double cost = 0.0;
  for (std::size_t s = 0; s < m; ++s) {
    double h1[n], h2[n], out[1], d1[n], d2[n];
    const double* x = moons.inputs[s].data();
    layer<split>(p.data(), x, h1, 2, n);
    for (double& h : h1) h = std::tanh(h);
    layer<split>(p.data() + at2, h1, h2, n, n);
    for (double& h : h2) h = std::tanh(h);
    layer<split>(p.data() + at3, h2, out, n, 1);
    const double error = out[0] - moons.labels[s];
    cost += error * error;
    const double d_out = error / m;
    layer_back(p.data() + at3, h2, &d_out, g.data() + at3, d2, n, 1);
    for (std::size_t j = 0; j < n; ++j) d2[j] *= 1 - h2[j] * h2[j];
    layer_back(p.data() + at2, h1, d2, g.data() + at2, d1, n, n);
    for (std::size_t j = 0; j < n; ++j) d1[j] *= 1 - h1[j] * h1[j];
    layer_back(p.data(), x, d1, g.data(), nullptr, 2, n);
  }
  descend(p, g, rate);
  return cost / (2.0 * m);
}

template <bool split>
double step(const Digits& digits, std::size_t example, std::vector<double>& p,
            std::vector<double>& g, double rate) {
  constexpr std::size_t n0 = Digits::pixels, n1 = Digits::hidden1,
                        n2 = Digits::hidden2, n3 = Digits::classes;
  std::fill(g.begin(), g.end(), 0.0);
  const std::size_t at2 = (n0 + 1) * n1, at3 = at2 + (n1 + 1) * n2;
  const double* x = digits.inputs.data() + example * n0;
  double h1[n1], h2[n2], z[n3], d1[n1], d2[n2];
  layer<split>(p.data(), x, h1, n0, n1);
  for (double& h : h1) h = std::max(h, 0.0);
  layer<split>(p.data() + at2, h1, h2, n1, n2);
  for (double& h : h2) h = std::max(h, 0.0);
  layer<split>(p.data() + at3, h2, z, n2, n3);
  const double most = *std::max_element(z, z + n3);
  const double score = z[digits.labels[example]] - most;
  double sum = 0.0;
  for (double& e : z) sum += e = std::exp(e - most);
  for (double& e : z) e /= sum;
  z[digits.labels[example]] -= 1.0;
  layer_back(p.data() + at3, h2, z, g.data() + at3, d2, n2, n3);
  for (std::size_t j = 0; j < n2; ++j) d2[j] = h2[j] > 0 ? d2[j] : 0.0;
  layer_back(p.data() + at2, h1, d2, g.data() + at2, d1, n1, n2);
  for (std::size_t j = 0; j < n1; ++j) d1[j] = h1[j] > 0 ? d1[j] : 0.0;
  layer_back(p.data(), x, d1, g.data(), nullptr, n0, n1);
  descend(p, g, rate);
  return std::log(sum) - score;
}

double chain(std::size_t n, std::vector<double>& kept) {
  kept.resize(n / 2);
  double y = Chain::y;
  for (double& before : kept) {
    before = y;
    y = y * Chain::a - Chain::c;
  }
  double upstream = 1.0, by_a = 0.0;
  for (std::size_t k = n / 2; k-- > 0;) {
    by_a += kept[k] * upstream;
    upstream *= Chain::a;
  }
  return by_a;
}

template double step<false>(const Moons&, std::vector<double>&,
                            std::vector<double>&, double);
template double step<true>(const Moons&, std::vector<double>&,
                           std::vector<double>&, double);
template double step<false>(const Digits&, std::size_t, std::vector<double>&,
                            std::vector<double>&, double);
template double step<true>(const Digits&, std::size_t, std::vector<double>&,
                           std::vector<double>&, double);

}  // namespace bench::by_hand

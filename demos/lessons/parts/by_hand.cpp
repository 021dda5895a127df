#include "by_hand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <gradwalk/error.hpp>

namespace gradwalk::demos {

namespace {

Matrix minus(const Matrix& a, const Matrix& b) {
  if (a.size() != b.size() || a.front().size() != b.front().size())
    throw Error("A - Y", "Y of the shape " + shape_of(a), shape_of(b));
  Matrix difference = a;
  for (std::size_t r = 0; r < a.size(); ++r)
    for (std::size_t c = 0; c < a[r].size(); ++c) difference[r][c] -= b[r][c];
  return difference;
}

/// factor · a·b.
Matrix product(const Matrix& a, const Matrix& b, double factor = 1.0) {
  if (a.front().size() != b.size())
    throw Error("dot", "rows as many as columns of " + shape_of(a),
                shape_of(b));
  Matrix result(a.size(), std::vector<double>(b.front().size()));
  for (std::size_t r = 0; r < a.size(); ++r)
    for (std::size_t c = 0; c < b.front().size(); ++c) {
      for (std::size_t k = 0; k < b.size(); ++k)
        result[r][c] += a[r][k] * b[k][c];
      result[r][c] *= factor;
    }
  return result;
}

/// relu's slope, for each number: that of z where z > 0, else 0.
Matrix masked(Matrix a, const Matrix& z) {
  for (std::size_t r = 0; r < a.size(); ++r)
    for (std::size_t c = 0; c < a[r].size(); ++c)
      if (!(z[r][c] > 0.0)) a[r][c] = 0.0;
  return a;
}

/// Column by column.
Matrix softmax_of(const Matrix& z, bool subtracts_largest) {
  Matrix p = z;
  for (std::size_t c = 0; c < z.front().size(); ++c) {
    double largest = z[0][c], sum = 0.0;
    for (const std::vector<double>& row : z)
      largest = std::max(largest, row[c]);
    for (std::vector<double>& row : p) {
      row[c] = std::exp(subtracts_largest ? row[c] - largest : row[c]);
      sum += row[c];
    }
    for (std::vector<double>& row : p) row[c] /= sum;
  }
  return p;
}

Matrix one_hot(const std::vector<std::size_t>& labels, std::size_t width) {
  Matrix y(width, std::vector<double>(labels.size()));
  for (std::size_t e = 0; e < labels.size(); ++e) y[labels[e]][e] = 1.0;
  return y;
}

/// Of Σ(p - y)² by the scores: 2p·((p - y) - Σ p·(p - y)).
Matrix squared_slope(const Matrix& p, const Matrix& y) {
  Matrix dz = minus(p, y);
  for (std::size_t c = 0; c < p.front().size(); ++c) {
    double weighted = 0.0;
    for (std::size_t r = 0; r < p.size(); ++r) weighted += p[r][c] * dz[r][c];
    for (std::size_t r = 0; r < p.size(); ++r)
      dz[r][c] = 2.0 * p[r][c] * (dz[r][c] - weighted);
  }
  return dz;
}

/// The gradient at the last layer that has one.
Matrix first_dz(const ForwardPass& pass, Loss loss, Fault fault) {
  const std::size_t kinds = pass.z.back().size();
  if (fault == Fault::layers)
    return minus(pass.a[pass.a.size() - 2], one_hot(pass.labels, kinds));
  Matrix p = softmax_of(pass.z.back(), fault != Fault::softmax);
  if (fault == Fault::one_hot) {
    const std::size_t width =
        *std::max_element(pass.labels.begin(), pass.labels.end()) + 1;
    p.resize(width);  // where NumPy refuses the shapes
    return minus(p, one_hot(pass.labels, width));
  }
  const Matrix y = one_hot(pass.labels, kinds);
  return loss == Loss::softmax_squared_error && fault != Fault::loss
             ? squared_slope(p, y)
             : minus(p, y);
}

/// The sum over the examples, for each neuron; over both, by the fault.
Matrix bias_gradients(const Matrix& dz, double factor, bool sums_all) {
  Matrix db;
  double all = 0.0;
  for (const std::vector<double>& row : dz) {
    double sum = 0.0;
    for (const double number : row) sum += number;
    all += sum;
    db.push_back({factor * sum});
  }
  if (sums_all)
    for (std::vector<double>& row : db) row[0] = factor * all;
  return db;
}

}  // namespace

std::string_view name_of(Fault fault) {
  static constexpr std::array<std::string_view, 10> names{
      "none",    "layers",  "wiring", "bias",     "loss",
      "softmax", "one-hot", "mean",   "returned", "undefined"};
  return names[static_cast<std::size_t>(fault)];
}

std::span<const Fault> faults() {
  static constexpr std::array all{
      Fault::layers, Fault::wiring,   Fault::bias,
      Fault::loss,   Fault::softmax,  Fault::one_hot,
      Fault::mean,   Fault::returned, Fault::undefined};
  return all;
}

HandGradients gradients_by_hand(const ForwardPass& pass, Loss loss, Fault fault,
                                std::size_t digits_in_all) {
  const std::size_t layers = pass.z.size();
  HandGradients gradients{std::vector<Matrix>(layers),
                          std::vector<Matrix>(layers),
                          std::vector<Matrix>(layers)};
  const std::size_t m =
      fault == Fault::mean ? digits_in_all : pass.labels.size();
  const double factor = 1.0 / static_cast<double>(m);
  Matrix dz = first_dz(pass, loss, fault);
  for (std::size_t l = fault == Fault::layers ? layers - 1 : layers; l > 0;
       --l) {
    const bool is_last = l == layers;
    const Matrix& before = l == 1                              ? pass.x
                           : is_last && fault == Fault::wiring ? pass.z[l - 2]
                                                               : pass.a[l - 2];
    gradients.dz[l - 1] = dz;
    gradients.dw[l - 1] = product(dz, transposed(before), factor);
    gradients.db[l - 1] =
        bias_gradients(dz, factor, is_last && fault == Fault::bias);
    if (l == 1) break;
    Matrix weights = pass.weights[l - 1];
    weights.resize(dz.size());
    dz = masked(product(transposed(weights), dz), pass.z[l - 2]);
  }
  if (fault == Fault::returned) gradients.db[0] = gradients.db[1];
  return gradients;
}

}  // namespace gradwalk::demos

#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "program.hpp"

using Json = nlohmann::json;

/// A section of tests/golden/golden.json.
const Json& golden(const std::string& section);

/// What `gradwalk ARGUMENTS --json` prints; a failure fails the test.
Json run_json(const std::string& arguments);

/// The value of a node in a document's `forward`.
double value_of(const Json& pass, const std::string& node);

/// The program's name of a node that golden.json calls otherwise.
std::string ours(const std::string& name);

/// A document's `backward` has exactly these lines of golden.json.
void check_backward(const Json& pass, const Json& expected);

/// Numbers, or arrays of them of any depth, within a relative tolerance. That
/// of one iteration is golden.json's own: 4 units in the last place.
void check_close(const Json& found, const Json& expected,
                 double tolerance = 1e-15);

/// The same for matrices whose entries are sums with cancellation: within the
/// tolerance of the largest entry, or of the largest of `terms`, what is
/// summed.
void check_close_to_largest(const Json& found, const Json& expected,
                            double tolerance,
                            const Json& terms = Json::array());

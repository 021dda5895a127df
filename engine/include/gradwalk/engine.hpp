#pragma once

#include <gradwalk/batch.hpp>
#include <gradwalk/dot.hpp>
#include <gradwalk/error.hpp>
#include <gradwalk/formula.hpp>
#include <gradwalk/gradient_check.hpp>
#include <gradwalk/gradient_node.hpp>
#include <gradwalk/graph.hpp>
#include <gradwalk/groups.hpp>
#include <gradwalk/health.hpp>
#include <gradwalk/labels.hpp>
#include <gradwalk/operation.hpp>
#include <gradwalk/operators.hpp>
#include <gradwalk/paths.hpp>
#include <gradwalk/steps.hpp>
#include <gradwalk/value.hpp>
#include <gradwalk/values.hpp>

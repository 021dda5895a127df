#pragma once

#include <gradwalk/rules.hpp>
#include <gradwalk/rules/activations.hpp>
#include <gradwalk/rules/powers.hpp>
#include <gradwalk/rules/rounding.hpp>
#include <gradwalk/rules/selections.hpp>
#include <gradwalk/rules/softmax.hpp>
#include <gradwalk/rules/special.hpp>
#include <gradwalk/rules/trigonometry.hpp>

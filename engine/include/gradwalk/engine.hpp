#pragma once

#include <gradwalk/error.hpp>
#include <gradwalk/formula.hpp>

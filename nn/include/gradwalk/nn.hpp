#pragma once

#include <gradwalk/engine.hpp>
#include <gradwalk/nn/activation.hpp>
#include <gradwalk/nn/evaluation.hpp>
#include <gradwalk/nn/gradients.hpp>
#include <gradwalk/nn/initializer.hpp>
#include <gradwalk/nn/loss.hpp>
#include <gradwalk/nn/mlp.hpp>
#include <gradwalk/nn/neuron.hpp>
#include <gradwalk/nn/optimizer.hpp>
#include <gradwalk/nn/prediction.hpp>
#include <gradwalk/nn/random.hpp>
#include <gradwalk/nn/schedule.hpp>
#include <gradwalk/nn/training.hpp>
#include <gradwalk/nn/weights.hpp>

#pragma once
// Small C kernels. Every fast function has a scalar version, with which the tests compare it.
#include "activations.h"
#include "gemm.h"
#include "median.h"
#include "memory_policy.h"
#include "normalize.h"
#include "pooling.h"
#include "sha256.h"
#include "winograd.h"

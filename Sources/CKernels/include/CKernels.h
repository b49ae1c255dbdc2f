#pragma once
// Small C kernels behind TensorKit and ModelFiles. Every fast routine has a plain twin that the tests hold it against.
#include "activations.h"
#include "gemm.h"
#include "median.h"
#include "memory_policy.h"
#include "normalize.h"
#include "pooling.h"
#include "sha256.h"
#include "winograd.h"

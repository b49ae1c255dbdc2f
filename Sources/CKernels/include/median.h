#pragma once
#include <stddef.h>

// out[i] += weight * median of the seven values around z[i], where z is x with mean 0 and deviation 1 (population;
// 1e-10 where it is 0) and the ends are mirrored without repeating the edge. `count` is at least 4; scratch holds
// count + 6 floats.
void ws_add_median7_zscore(const float *x, size_t count, float weight, float *scratch, float *out);
void ws_add_median7_zscore_scalar(const float *x, size_t count, float weight, float *scratch, float *out);

#pragma once
#include <stddef.h>

// out[i] += weight * median of the seven values around z[i]. z is x scaled to mean 0 and population deviation 1 (a
// deviation of 0 counts as 1e-10), and its ends are mirrored without repeating the first and the last value. `count` is
// at least 4; scratch has room for count + 6 floats.
void ws_add_median7_zscore(const float *x, size_t count, float weight, float *scratch, float *out);
void ws_add_median7_zscore_scalar(const float *x, size_t count, float weight, float *scratch, float *out);

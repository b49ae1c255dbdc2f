#pragma once
#include <stddef.h>

// out[row] = (x[row] - mean) / sqrt(variance + epsilon) * weight, population variance over the row's `width` values.
void ws_layer_norm(const float *x, const float *weight, float *out, size_t rows, size_t width, float epsilon);
void ws_layer_norm_scalar(const float *x, const float *weight, float *out, size_t rows, size_t width, float epsilon);

// Sums over `count` values, in double precision: total and total of squares.
void ws_moments(const float *x, size_t count, double *sum, double *squares);

// out[pooled][channel] = max over three rows of |scale * x + shift[channel]|, for x of 3 * pooled rows of `width`
// values. Also adds to sum[channel] and squares[channel]. With absolute = 0 the plain value is pooled.
void ws_pool3(const float *x, const float *shift, float scale, int absolute, float *out, size_t pooled, size_t width,
              double *sum, double *squares);
void ws_pool3_scalar(const float *x, const float *shift, float scale, int absolute, float *out, size_t pooled,
                     size_t width, double *sum, double *squares);

// x <- leaky_relu(x * scale[channel] + shift[channel], slope) for rows of `width` channels.
void ws_affine_leaky(float *x, const float *scale, const float *shift, float slope, size_t rows, size_t width);

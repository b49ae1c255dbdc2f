#pragma once
#include <stddef.h>

// out[row] = (x[row] - mean) / sqrt(variance + epsilon) * weight, with the mean and the population variance of the
// row's `width` values.
void ws_layer_norm(const float *x, const float *weight, float *out, size_t rows, size_t width, float epsilon);
void ws_layer_norm_scalar(const float *x, const float *weight, float *out, size_t rows, size_t width, float epsilon);

// The sum of `count` values and the sum of their squares, in double precision.
void ws_moments(const float *x, size_t count, double *sum, double *squares);

// out[pooled][channel] = max over three rows of |scale * x + shift[channel]|, or without the magnitude if `absolute` is
// 0. x has 3 * pooled rows of `width` values. Adds each result to sum[channel] and its square to squares[channel].
void ws_pool3(const float *x, const float *shift, float scale, int absolute, float *out, size_t pooled, size_t width,
              double *sum, double *squares);
void ws_pool3_scalar(const float *x, const float *shift, float scale, int absolute, float *out, size_t pooled,
                     size_t width, double *sum, double *squares);

// x <- leaky_relu(x * scale[channel] + shift[channel], slope) for rows of `width` channels.
void ws_affine_leaky(float *x, const float *scale, const float *shift, float slope, size_t rows, size_t width);

#pragma once
#include <stddef.h>

// 3x3 convolution with stride 1 and zero padding 1 by Winograd's F(2x2, 3x3) (Lavin and Gray, 2016), with 2.25 times
// fewer multiplications than the direct form. Images are [rows][columns][channels]; the number of channels is a
// multiple of 16, at most 512.

// Number of floats of the transformed weights: 16 packed matrices of in x out.
size_t ws_winograd_weight_count(size_t in, size_t out);

// Transforms weights [out][in][3][3]; their first kernel axis is that of the image columns, the second that of the
// rows.
void ws_winograd_weights(const float *weight, size_t in, size_t out, float *packed);

// Number of floats of scratch memory for one call.
size_t ws_winograd_scratch_count(size_t in, size_t out);

// y = relu(conv(x) + bias + residual); residual has the shape of y or is null, and may be y itself.
void ws_winograd_conv(const float *x, size_t rows, size_t columns, size_t in, size_t out, const float *packed,
                      const float *bias, const float *residual, float *y, float *scratch);

// The direct form, with the weights [out][in][3][3].
void ws_conv3x3_scalar(const float *x, size_t rows, size_t columns, size_t in, size_t out, const float *weight,
                       const float *bias, const float *residual, float *y);

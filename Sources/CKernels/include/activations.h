#pragma once
#include <stddef.h>

// x <- x Phi(x), by the exact form with erf, to 1e-6.
void ws_gelu(float *x, size_t count);
void ws_gelu_scalar(float *x, size_t count);

// x <- tanh x.
void ws_tanh(float *x, size_t count);
void ws_tanh_scalar(float *x, size_t count);

// out[row][j] = silu(z[row][width + j]) * z[row][j]: a gated linear unit. z has rows of 2 * width values.
void ws_gated_silu(const float *z, float *out, size_t rows, size_t width);
void ws_gated_silu_scalar(const float *z, float *out, size_t rows, size_t width);

// x <- softmax(scale * x) for each of `rows` rows of `columns` values; the rows are `stride` floats apart.
void ws_softmax(float *x, size_t rows, size_t columns, size_t stride, float scale);
void ws_softmax_scalar(float *x, size_t rows, size_t columns, size_t stride, float scale);

// One LSTM step for `rows` sequences. gates has rows of 4 * width values in PyTorch's order i, f, g, o, `stride` floats
// apart. c is rows x width and is updated; h is written to rows that are `h_stride` floats apart.
void ws_lstm_step(const float *gates, size_t stride, float *c, float *h, size_t h_stride, size_t rows, size_t width);
void ws_lstm_step_scalar(const float *gates, size_t stride, float *c, float *h, size_t h_stride, size_t rows,
                         size_t width);

// Attention of one query in one head of `size` values: weights = softmax(scale * query . keys), context = sum of
// weights * values. keys and values have `count` rows, `stride` floats apart; weights gets `count` values.
void ws_attend(const float *query, const float *keys, const float *values, size_t count, size_t stride, size_t size,
               float scale, float *weights, float *context);
void ws_attend_scalar(const float *query, const float *keys, const float *values, size_t count, size_t stride,
                      size_t size, float scale, float *weights, float *context);

// The indices of the `max_count` largest values, 1 or more, in falling order (the lower index first among equals), and
// the natural logarithm of the softmax of each. With fewer values, only the first `count` entries are written.
void ws_top_log_softmax(const float *x, size_t count, size_t max_count, size_t *indices, float *log_probabilities);

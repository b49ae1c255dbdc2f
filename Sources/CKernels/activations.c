#include "activations.h"
#include "vector.h"
#include <math.h>

WS_CLONES void ws_gelu(float *x, size_t count) {
    for (size_t i = 0; i < count; i++) x[i] = 0.5f * x[i] * (1.0f + ws_erff(x[i] * 0.70710678f));
}

void ws_gelu_scalar(float *x, size_t count) {
    for (size_t i = 0; i < count; i++) x[i] = 0.5f * x[i] * (1.0f + erff(x[i] * 0.70710678f));
}

WS_CLONES void ws_tanh(float *x, size_t count) {
    for (size_t i = 0; i < count; i++) x[i] = ws_tanhf(x[i]);
}

void ws_tanh_scalar(float *x, size_t count) {
    for (size_t i = 0; i < count; i++) x[i] = tanhf(x[i]);
}

WS_CLONES void ws_gated_silu(const float *z, float *out, size_t rows, size_t width) {
    for (size_t row = 0; row < rows; row++) {
        const float *up = z + row * 2 * width, *gate = up + width;
        float *to = out + row * width;
        for (size_t j = 0; j < width; j++) to[j] = gate[j] * ws_sigmoidf(gate[j]) * up[j];
    }
}

void ws_gated_silu_scalar(const float *z, float *out, size_t rows, size_t width) {
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < width; j++) {
            float gate = z[row * 2 * width + width + j];
            out[row * width + j] = gate / (1 + expf(-gate)) * z[row * 2 * width + j];
        }
    }
}

WS_CLONES void ws_softmax(float *x, size_t rows, size_t columns, size_t stride, float scale) {
    for (size_t row = 0; row < rows; row++) {
        float *v = x + row * stride;
        float highest = v[0], sum = 0;
        {
#pragma clang fp reassociate(on)
            for (size_t j = 1; j < columns; j++) highest = v[j] > highest ? v[j] : highest;
            for (size_t j = 0; j < columns; j++) {
                v[j] = ws_expf(scale * (v[j] - highest));
                sum += v[j];
            }
        }
        float share = 1.0f / sum;
        for (size_t j = 0; j < columns; j++) v[j] *= share;
    }
}

void ws_softmax_scalar(float *x, size_t rows, size_t columns, size_t stride, float scale) {
    for (size_t row = 0; row < rows; row++) {
        float *v = x + row * stride;
        float highest = v[0], sum = 0;
        for (size_t j = 1; j < columns; j++) highest = fmaxf(highest, v[j]);
        for (size_t j = 0; j < columns; j++) sum += v[j] = expf(scale * (v[j] - highest));
        for (size_t j = 0; j < columns; j++) v[j] /= sum;
    }
}

WS_CLONES void ws_lstm_step(const float *gates, size_t stride, float *c, float *h, size_t h_stride, size_t rows,
                            size_t width) {
    for (size_t row = 0; row < rows; row++) {
        const float *restrict i = gates + row * stride, *restrict f = i + width, *restrict g = f + width,
                             *restrict o = g + width;
        float *restrict cell = c + row * width, *restrict out = h + row * h_stride;
        for (size_t j = 0; j < width; j++) {
            float next = ws_sigmoidf(f[j]) * cell[j] + ws_sigmoidf(i[j]) * ws_tanhf(g[j]);
            cell[j] = next;
            out[j] = ws_sigmoidf(o[j]) * ws_tanhf(next);
        }
    }
}

static float sigmoid(float x) { return 1 / (1 + expf(-x)); }

void ws_lstm_step_scalar(const float *gates, size_t stride, float *c, float *h, size_t h_stride, size_t rows,
                         size_t width) {
    for (size_t row = 0; row < rows; row++) {
        for (size_t j = 0; j < width; j++) {
            const float *gate = gates + row * stride + j;
            float next = sigmoid(gate[width]) * c[row * width + j] + sigmoid(gate[0]) * tanhf(gate[2 * width]);
            c[row * width + j] = next;
            h[row * h_stride + j] = sigmoid(gate[3 * width]) * tanhf(next);
        }
    }
}

WS_CLONES void ws_attend(const float *query, const float *keys, const float *values, size_t count, size_t stride,
                         size_t size, float scale, float *weights, float *context) {
#pragma clang fp reassociate(on)
    float highest = -__builtin_inff(), sum = 0;
    for (size_t t = 0; t < count; t++) {
        const float *key = keys + t * stride;
        float dot = 0;
        for (size_t j = 0; j < size; j++) dot += query[j] * key[j];
        weights[t] = dot;
        highest = dot > highest ? dot : highest;
    }
    for (size_t t = 0; t < count; t++) {
        weights[t] = ws_expf(scale * (weights[t] - highest));
        sum += weights[t];
    }
    float share = 1.0f / sum;
    for (size_t j = 0; j < size; j++) context[j] = 0;
    for (size_t t = 0; t < count; t++) {
        float w = weights[t] *= share;
        const float *restrict value = values + t * stride;
        for (size_t j = 0; j < size; j++) context[j] += w * value[j];
    }
}

void ws_attend_scalar(const float *query, const float *keys, const float *values, size_t count, size_t stride,
                      size_t size, float scale, float *weights, float *context) {
    for (size_t t = 0; t < count; t++) {
        weights[t] = 0;
        for (size_t j = 0; j < size; j++) weights[t] += query[j] * keys[t * stride + j];
    }
    ws_softmax_scalar(weights, 1, count, count, scale);
    for (size_t j = 0; j < size; j++) {
        context[j] = 0;
        for (size_t t = 0; t < count; t++) context[j] += weights[t] * values[t * stride + j];
    }
}

WS_CLONES static float exponential_sum(const float *x, size_t count, float highest) {
#pragma clang fp reassociate(on)
    float sum = 0;
    for (size_t i = 0; i < count; i++) sum += ws_expf(x[i] - highest);
    return sum;
}

// Values whose maximum is computed at once: if none of them is among the largest so far, all are skipped.
#define RUN 64

WS_CLONES static float run_maximum(const float *x) {
#pragma clang fp reassociate(on)
    float highest = x[0];
    for (size_t i = 1; i < RUN; i++) highest = x[i] > highest ? x[i] : highest;
    return highest;
}

void ws_top_log_softmax(const float *x, size_t count, size_t max_count, size_t *indices, float *log_probabilities) {
    size_t found = 0;
    for (size_t start = 0; start < count; start += RUN) {
        size_t end = start + RUN < count ? start + RUN : count;
        if (end - start == RUN && found == max_count && run_maximum(x + start) <= x[indices[max_count - 1]]) continue;
        for (size_t i = start; i < end; i++) {
            if (found == max_count && x[i] <= x[indices[max_count - 1]]) continue;
            size_t place = found < max_count ? found++ : max_count - 1;
            while (place > 0 && x[i] > x[indices[place - 1]]) {
                indices[place] = indices[place - 1];
                place--;
            }
            indices[place] = i;
        }
    }
    float total = x[indices[0]] + logf(exponential_sum(x, count, x[indices[0]]));
    for (size_t i = 0; i < found; i++) log_probabilities[i] = x[indices[i]] - total;
}

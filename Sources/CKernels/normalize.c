#include "normalize.h"
#include "vector.h"
#include <math.h>

WS_CLONES void ws_layer_norm(const float *x, const float *weight, float *out, size_t rows, size_t width,
                             float epsilon) {
    for (size_t row = 0; row < rows; row++) {
#pragma clang fp reassociate(on)
        const float *v = x + row * width;
        float *to = out + row * width;
        float sum = 0, square = 0;
        for (size_t j = 0; j < width; j++) sum += v[j];
        float mean = sum / (float)width;
        for (size_t j = 0; j < width; j++) square += (v[j] - mean) * (v[j] - mean);
        float scale = 1.0f / sqrtf(square / (float)width + epsilon);
        for (size_t j = 0; j < width; j++) to[j] = (v[j] - mean) * scale * weight[j];
    }
}

void ws_layer_norm_scalar(const float *x, const float *weight, float *out, size_t rows, size_t width, float epsilon) {
    for (size_t row = 0; row < rows; row++) {
        double mean = 0, square = 0;
        for (size_t j = 0; j < width; j++) mean += x[row * width + j];
        mean /= (double)width;
        for (size_t j = 0; j < width; j++) square += pow(x[row * width + j] - mean, 2);
        double scale = 1 / sqrt(square / (double)width + epsilon);
        for (size_t j = 0; j < width; j++)
            out[row * width + j] = (float)((x[row * width + j] - mean) * scale * weight[j]);
    }
}

WS_CLONES void ws_moments(const float *x, size_t count, double *sum, double *squares) {
#pragma clang fp reassociate(on)
    double total = 0, square = 0;
    for (size_t i = 0; i < count; i++) {
        total += x[i];
        square += (double)x[i] * x[i];
    }
    *sum = total;
    *squares = square;
}

WS_CLONES void ws_pool3(const float *restrict x, const float *restrict shift, float scale, int absolute,
                        float *restrict out, size_t pooled, size_t width, double *restrict sum,
                        double *restrict squares) {
    for (size_t row = 0; row < pooled; row++) {
        const float *restrict a = x + row * 3 * width, *restrict b = a + width, *restrict c = b + width;
        float *restrict to = out + row * width;
        for (size_t j = 0; j < width; j++) {
            float u = scale * a[j] + shift[j], v = scale * b[j] + shift[j], w = scale * c[j] + shift[j];
            u = absolute && u < 0 ? -u : u;
            v = absolute && v < 0 ? -v : v;
            w = absolute && w < 0 ? -w : w;
            float highest = u > v ? u : v;
            highest = highest > w ? highest : w;
            to[j] = highest;
            sum[j] += highest;
            squares[j] += (double)highest * highest;
        }
    }
}

void ws_pool3_scalar(const float *x, const float *shift, float scale, int absolute, float *out, size_t pooled,
                     size_t width, double *sum, double *squares) {
    for (size_t row = 0; row < pooled; row++) {
        for (size_t j = 0; j < width; j++) {
            float highest = -__builtin_inff();
            for (size_t i = 0; i < 3; i++) {
                float value = scale * x[(row * 3 + i) * width + j] + shift[j];
                highest = fmaxf(highest, absolute ? fabsf(value) : value);
            }
            out[row * width + j] = highest;
            sum[j] += highest;
            squares[j] += (double)highest * highest;
        }
    }
}

WS_CLONES void ws_affine_leaky(float *restrict x, const float *restrict scale, const float *restrict shift,
                               float slope, size_t rows, size_t width) {
    for (size_t row = 0; row < rows; row++) {
        float *restrict v = x + row * width;
        for (size_t j = 0; j < width; j++) {
            float y = v[j] * scale[j] + shift[j];
            v[j] = y < 0 ? slope * y : y;
        }
    }
}

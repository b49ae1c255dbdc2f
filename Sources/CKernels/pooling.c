#include "pooling.h"
#include "vector.h"
#include <math.h>

// total = v1 of the header, divisor = the denominator of the variance.
static void weight_sums(const float *weights, size_t count, float *total, float *divisor) {
    float sum = 0, squares = 0;
    for (size_t t = 0; t < count; t++) {
        sum += weights[t];
        squares += weights[t] * weights[t];
    }
    *total = sum + 1e-8f;
    *divisor = *total - squares / *total + 1e-8f;
}

WS_CLONES void ws_pool_statistics(const float *const *frames, const float *weights, size_t count, size_t width,
                                  float *restrict mean, float *restrict deviation) {
    float total, divisor;
    weight_sums(weights, count, &total, &divisor);
    for (size_t j = 0; j < width; j++) mean[j] = deviation[j] = 0;
    for (size_t t = 0; t < count; t++) {
        const float *restrict frame = frames[t];
        float w = weights[t];
        if (w == 0) continue;
        for (size_t j = 0; j < width; j++) mean[j] += w * frame[j];
    }
    for (size_t j = 0; j < width; j++) mean[j] /= total;
    for (size_t t = 0; t < count; t++) {
        const float *restrict frame = frames[t];
        float w = weights[t];
        if (w == 0) continue;
        for (size_t j = 0; j < width; j++) deviation[j] += w * (frame[j] - mean[j]) * (frame[j] - mean[j]);
    }
    for (size_t j = 0; j < width; j++) deviation[j] = sqrtf(deviation[j] / divisor);
}

void ws_pool_statistics_scalar(const float *const *frames, const float *weights, size_t count, size_t width,
                               float *mean, float *deviation) {
    float total, divisor;
    weight_sums(weights, count, &total, &divisor);
    for (size_t j = 0; j < width; j++) {
        double sum = 0, square = 0;
        for (size_t t = 0; t < count; t++) sum += weights[t] * frames[t][j];
        sum /= total;
        for (size_t t = 0; t < count; t++) square += weights[t] * pow(frames[t][j] - sum, 2);
        mean[j] = (float)sum;
        deviation[j] = (float)sqrt(square / divisor);
    }
}

#pragma once
#include <stddef.h>

// The weighted mean and deviation of each of `width` values over `count` frames (WeSpeaker's statistics pooling):
// mean = sum(w x) / v1, variance = sum(w (x - mean)^2) / (v1 - v2 / v1 + 1e-8), v1 = sum(w) + 1e-8, v2 = sum(w^2).
void ws_pool_statistics(const float *const *frames, const float *weights, size_t count, size_t width, float *mean,
                        float *deviation);
void ws_pool_statistics_scalar(const float *const *frames, const float *weights, size_t count, size_t width,
                               float *mean, float *deviation);

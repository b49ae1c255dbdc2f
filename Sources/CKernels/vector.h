#pragma once
#include <stdint.h>
#include <string.h>

// Compiles a function for three generations of x86 vectors, of which the loader chooses one; elsewhere there is one
// version.
#if defined(__x86_64__)
#define WS_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define WS_CLONES
#endif

// e^x with an error of at most 2 units in the last place between -87 and 88; beyond, x is clamped. It has no branches,
// so the compiler can vectorize loops over it.
static inline __attribute__((always_inline)) float ws_expf(float x) {
    x = x < -87.0f ? -87.0f : x;
    x = x > 88.0f ? 88.0f : x;
    float shifted = x * 1.44269504f + 12582912.0f;  // rounds to an integer in the low bits of the mantissa
    float n = shifted - 12582912.0f;
    float r = x - n * 0.693359375f;
    r = r + n * 2.12194440e-4f;
    float p = 1.0f / 5040;
    p = p * r + 1.0f / 720;
    p = p * r + 1.0f / 120;
    p = p * r + 1.0f / 24;
    p = p * r + 1.0f / 6;
    p = p * r + 0.5f;
    p = p * r + 1.0f;
    p = p * r + 1.0f;
    uint32_t bits;
    memcpy(&bits, &shifted, 4);
    bits = (bits + 127) << 23;
    float scale;
    memcpy(&scale, &bits, 4);
    return p * scale;
}

static inline __attribute__((always_inline)) float ws_sigmoidf(float x) { return 1.0f / (1.0f + ws_expf(-x)); }
static inline __attribute__((always_inline)) float ws_tanhf(float x) { return 1.0f - 2.0f / (1.0f + ws_expf(2 * x)); }

// erf by approximation 7.1.26 of Abramowitz and Stegun, with an absolute error below 3e-7 in single precision.
static inline __attribute__((always_inline)) float ws_erff(float x) {
    float z = x < 0 ? -x : x;
    float t = 1.0f / (1.0f + 0.3275911f * z);
    float p = 1.061405429f;
    p = p * t - 1.453152027f;
    p = p * t + 1.421413741f;
    p = p * t - 0.284496736f;
    p = p * t + 0.254829592f;
    float y = 1.0f - p * t * ws_expf(-z * z);
    return x < 0 ? -y : y;
}

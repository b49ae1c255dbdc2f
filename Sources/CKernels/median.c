#include "median.h"
#include "vector.h"
#include <math.h>

// Exchanges two values if they are not in order.
#define SORT(a, b)               \
    do {                         \
        float low = a < b ? a : b; \
        b = a < b ? b : a;       \
        a = low;                 \
    } while (0)

// Writes the z-scores to scratch, with three mirrored ones at either end; scratch[3 + i] is that of x[i].
static void mirrored_zscores(const float *x, size_t count, float *scratch) {
    double mean = 0, square = 0;
    for (size_t i = 0; i < count; i++) mean += x[i];
    mean /= (double)count;
    for (size_t i = 0; i < count; i++) square += (x[i] - mean) * (x[i] - mean);
    double deviation = sqrt(square / (double)count);
    float scale = (float)(1 / (deviation > 0 ? deviation : 1e-10));
    for (size_t i = 0; i < count; i++) scratch[3 + i] = (float)(x[i] - mean) * scale;
    for (size_t i = 1; i <= 3; i++) {
        scratch[3 - i] = scratch[3 + i];
        scratch[2 + count + i] = scratch[2 + count - i];
    }
}

WS_CLONES void ws_add_median7_zscore(const float *x, size_t count, float weight, float *restrict scratch,
                                     float *restrict out) {
    mirrored_zscores(x, count, scratch);
    // Thirteen exchanges of a sorting network bring the median of seven values to the middle.
    for (size_t i = 0; i < count; i++) {
        float a = scratch[i], b = scratch[i + 1], c = scratch[i + 2], d = scratch[i + 3], e = scratch[i + 4],
              f = scratch[i + 5], g = scratch[i + 6];
        SORT(a, f);
        SORT(a, d);
        SORT(b, g);
        SORT(c, e);
        SORT(a, b);
        SORT(d, f);
        SORT(c, g);
        SORT(c, d);
        SORT(d, g);
        SORT(e, f);
        SORT(b, e);
        SORT(b, d);
        SORT(d, e);
        out[i] += weight * d;
    }
}

void ws_add_median7_zscore_scalar(const float *x, size_t count, float weight, float *scratch, float *out) {
    mirrored_zscores(x, count, scratch);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < 7; j++) {
            size_t below = 0, equal = 0;
            for (size_t l = 0; l < 7; l++) {
                below += scratch[i + l] < scratch[i + j];
                equal += scratch[i + l] == scratch[i + j];
            }
            if (below <= 3 && below + equal > 3) {
                out[i] += weight * scratch[i + j];
                break;
            }
        }
    }
}

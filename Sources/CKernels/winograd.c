#include "winograd.h"
#include "gemm.h"
#include "vector.h"

// Tiles that are transformed, multiplied and transformed back together, so that they fit in the second-level cache.
#define TILES 84
#define MAX_CHANNELS 512

size_t ws_winograd_weight_count(size_t in, size_t out) { return 16 * ws_packed_count(in, out); }
size_t ws_winograd_scratch_count(size_t in, size_t out) { return 16 * TILES * (in + out); }

void ws_winograd_weights(const float *weight, size_t in, size_t out, float *packed) {
    size_t each = ws_packed_count(in, out);
    memset(packed, 0, 16 * each * sizeof(float));
    for (size_t o = 0; o < out; o++) {
        for (size_t i = 0; i < in; i++) {
            const float *g = weight + (o * in + i) * 9;
            double half[4][3];  // G over image rows: the second kernel axis
            for (int a = 0; a < 3; a++) {
                double x = g[a * 3], y = g[a * 3 + 1], z = g[a * 3 + 2];
                half[0][a] = x;
                half[1][a] = 0.5 * (x + y + z);
                half[2][a] = 0.5 * (x - y + z);
                half[3][a] = z;
            }
            for (int r = 0; r < 4; r++) {
                double x = half[r][0], y = half[r][1], z = half[r][2];
                double full[4] = {x, 0.5 * (x + y + z), 0.5 * (x - y + z), z};
                size_t at = o / WS_PANEL * WS_PANEL * in + i * WS_PANEL + o % WS_PANEL;
                for (int c = 0; c < 4; c++) packed[(r * 4 + c) * each + at] = (float)full[c];
            }
        }
    }
}

// Sixteen channels, at any address; the compiler splits them into the vectors of the target.
typedef float channels16 __attribute__((vector_size(64), aligned(4)));
#define AT(address) (*(channels16 *)(address))
#define FROM(address) (*(const channels16 *)(address))

// B^T d B for one tile whose 16 pixels are at `pixel`. The 16 results are written to v, `step` floats apart.
WS_CLONES static void transform_in(const float *const *pixel, size_t channels, float *v, size_t step) {
    for (size_t c = 0; c < channels; c += 16) {
        channels16 t[4][4];
        for (int j = 0; j < 4; j++) {
            channels16 a = FROM(pixel[j] + c), b = FROM(pixel[4 + j] + c), d = FROM(pixel[8 + j] + c),
                       e = FROM(pixel[12 + j] + c);
            t[0][j] = a - d;
            t[1][j] = b + d;
            t[2][j] = d - b;
            t[3][j] = b - e;
        }
        for (int r = 0; r < 4; r++) {
            AT(v + (r * 4 + 0) * step + c) = t[r][0] - t[r][2];
            AT(v + (r * 4 + 1) * step + c) = t[r][1] + t[r][2];
            AT(v + (r * 4 + 2) * step + c) = t[r][2] - t[r][1];
            AT(v + (r * 4 + 3) * step + c) = t[r][1] - t[r][3];
        }
    }
}

// A^T m A for the four outputs of a tile, plus bias and residual, then ReLU.
WS_CLONES static void transform_out(const float *m, size_t step, size_t channels, const float *bias,
                                    const float *const *residual, float *const *place) {
    for (size_t c = 0; c < channels; c += 16) {
        channels16 t[2][4], offset = FROM(bias + c), zero = {0};
        for (int j = 0; j < 4; j++) {
            channels16 a = FROM(m + j * step + c), b = FROM(m + (4 + j) * step + c), d = FROM(m + (8 + j) * step + c),
                       e = FROM(m + (12 + j) * step + c);
            t[0][j] = a + b + d;
            t[1][j] = b - d - e;
        }
        for (int p = 0; p < 4; p++) {
            channels16 *row = t[p / 2];
            channels16 y = p % 2 ? row[1] - row[2] - row[3] : row[0] + row[1] + row[2];
            y += offset + FROM(residual[p] + c);
            AT(place[p] + c) = __builtin_elementwise_max(y, zero);
        }
    }
}

void ws_winograd_conv(const float *x, size_t rows, size_t columns, size_t in, size_t out, const float *packed,
                      const float *bias, const float *residual, float *y, float *scratch) {
    size_t across = (columns + 1) / 2, tiles = (rows + 1) / 2 * across, each = ws_packed_count(in, out);
    float *v = scratch, *m = scratch + 16 * TILES * in;
    float zeros[MAX_CHANNELS] = {0}, beyond[MAX_CHANNELS];  // zero padding; outputs outside the image
    for (size_t first = 0; first < tiles; first += TILES) {
        size_t count = tiles - first < TILES ? tiles - first : TILES;
        for (size_t tile = 0; tile < count; tile++) {
            size_t top = (first + tile) / across * 2, left = (first + tile) % across * 2;
            const float *pixel[16];
            for (size_t r = 0; r < 4; r++) {
                for (size_t j = 0; j < 4; j++) {
                    // Unsigned: the row or column before the first becomes a huge number, which is outside as well.
                    size_t row = top + r - 1, column = left + j - 1;
                    pixel[r * 4 + j] = row < rows && column < columns ? x + (row * columns + column) * in : zeros;
                }
            }
            transform_in(pixel, in, v + tile * in, TILES * in);
        }
        for (size_t part = 0; part < 16; part++)
            ws_gemm(count, out, in, v + part * TILES * in, in, packed + part * each, NULL, m + part * TILES * out, out,
                    0);
        for (size_t tile = 0; tile < count; tile++) {
            size_t top = (first + tile) / across * 2, left = (first + tile) % across * 2;
            const float *add[4];
            float *place[4];
            for (size_t p = 0; p < 4; p++) {
                size_t row = top + p / 2, column = left + p % 2, at = (row * columns + column) * out;
                int inside = row < rows && column < columns;
                place[p] = inside ? y + at : beyond;
                add[p] = inside && residual ? residual + at : zeros;
            }
            transform_out(m + tile * out, TILES * out, out, bias, add, place);
        }
    }
}

void ws_conv3x3_scalar(const float *x, size_t rows, size_t columns, size_t in, size_t out, const float *weight,
                       const float *bias, const float *residual, float *y) {
    for (size_t row = 0; row < rows; row++) {
        for (size_t column = 0; column < columns; column++) {
            for (size_t o = 0; o < out; o++) {
                double sum = bias[o] + (residual ? residual[(row * columns + column) * out + o] : 0);
                for (size_t a = 0; a < 3; a++) {
                    for (size_t b = 0; b < 3; b++) {
                        size_t c = column + a - 1, r = row + b - 1;
                        if (r >= rows || c >= columns) continue;
                        for (size_t i = 0; i < in; i++)
                            sum += (double)x[(r * columns + c) * in + i] * weight[((o * in + i) * 3 + a) * 3 + b];
                    }
                }
                y[(row * columns + column) * out + o] = sum < 0 ? 0 : (float)sum;
            }
        }
    }
}

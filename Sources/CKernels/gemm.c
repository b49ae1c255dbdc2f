#include "gemm.h"
#include <string.h>

size_t ws_packed_count(size_t k, size_t n) { return (n + WS_PANEL - 1) / WS_PANEL * WS_PANEL * k; }

void ws_pack_transposed(size_t k, size_t n, const float *b, float *packed) {
    for (size_t first = 0; first < n; first += WS_PANEL) {
        size_t width = n - first < WS_PANEL ? n - first : WS_PANEL;
        for (size_t i = 0; i < k; i++) {
            for (size_t j = 0; j < WS_PANEL; j++) packed[i * WS_PANEL + j] = j < width ? b[(first + j) * k + i] : 0;
        }
        packed += k * WS_PANEL;
    }
}

void ws_gemm_scalar(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed, const float *bias,
                    float *c, size_t ldc, int flags) {
    for (size_t j = 0; j < n; j++) {
        const float *column = packed + j / WS_PANEL * WS_PANEL * k + j % WS_PANEL;
        for (size_t i = 0; i < m; i++) {
            float sum = bias ? bias[j] : 0;
            if (flags & WS_GEMM_ACCUMULATE) sum += c[i * ldc + j];
            for (size_t l = 0; l < k; l++) sum += a[i * lda + l] * column[l * WS_PANEL];
            c[i * ldc + j] = (flags & WS_GEMM_RELU) && sum < 0 ? 0 : sum;
        }
    }
}

// Rows that the portable kernel gets at once.
#define MAX_ROWS_PORTABLE 4

// Computes one panel (up to `width` columns) of C for `rows` rows of A.
typedef void (*panel_kernel)(size_t rows, size_t k, const float *a, size_t lda, const float *panel, const float *bias,
                             float *c, size_t ldc, size_t width, int flags);

// The portable kernel: the compiler translates the inner loop over 32 columns to the vectors of the target.
static void panel_portable(size_t rows, size_t k, const float *a, size_t lda, const float *panel, const float *bias,
                           float *c, size_t ldc, size_t width, int flags) {
    for (size_t i = 0; i < rows; i++) {
        float sum[WS_PANEL] = {0};
        for (size_t j = 0; j < width; j++) sum[j] = bias ? bias[j] : 0;
        if (flags & WS_GEMM_ACCUMULATE)
            for (size_t j = 0; j < width; j++) sum[j] += c[i * ldc + j];
        for (size_t l = 0; l < k; l++) {
            float x = a[i * lda + l];
            for (size_t j = 0; j < WS_PANEL; j++) sum[j] += x * panel[l * WS_PANEL + j];
        }
        for (size_t j = 0; j < width; j++) c[i * ldc + j] = (flags & WS_GEMM_RELU) && sum[j] < 0 ? 0 : sum[j];
    }
}

#if defined(__x86_64__)
#include <immintrin.h>

// Rows that a kernel computes at once: two vectors of sums for each, and the registers hold no more.
#define MAX_ROWS_512 14
#define MAX_ROWS_256 6

// `rows` is a constant in every call, so the compiler keeps the sums in registers.
__attribute__((target("avx512f"), always_inline)) static inline void
block_512(const int rows, size_t k, const float *a, size_t lda, const float *panel, const float *bias, float *c,
          size_t ldc, size_t width, int flags) {
    __mmask16 low = width >= 16 ? 0xffff : (__mmask16)((1u << width) - 1);
    __mmask16 high = width >= 32 ? 0xffff : width > 16 ? (__mmask16)((1u << (width - 16)) - 1) : 0;
    __m512 sum[MAX_ROWS_512][2];
    __m512 b0 = bias ? _mm512_maskz_loadu_ps(low, bias) : _mm512_setzero_ps();
    __m512 b1 = bias ? _mm512_maskz_loadu_ps(high, bias + 16) : _mm512_setzero_ps();
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
        sum[i][0] = b0;
        sum[i][1] = b1;
    }
    if (flags & WS_GEMM_ACCUMULATE) {
#pragma clang loop unroll(full)
        for (int i = 0; i < rows; i++) {
            sum[i][0] = _mm512_add_ps(sum[i][0], _mm512_maskz_loadu_ps(low, c + i * ldc));
            sum[i][1] = _mm512_add_ps(sum[i][1], _mm512_maskz_loadu_ps(high, c + i * ldc + 16));
        }
    }
    for (size_t l = 0; l < k; l++) {
        __m512 p0 = _mm512_loadu_ps(panel + l * WS_PANEL), p1 = _mm512_loadu_ps(panel + l * WS_PANEL + 16);
#pragma clang loop unroll(full)
        for (int i = 0; i < rows; i++) {
            __m512 x = _mm512_set1_ps(a[i * lda + l]);
            sum[i][0] = _mm512_fmadd_ps(x, p0, sum[i][0]);
            sum[i][1] = _mm512_fmadd_ps(x, p1, sum[i][1]);
        }
    }
    // If one operand is NaN, the result is the second: in this order the maximum does not turn NaN into a number.
    __m512 floor = (flags & WS_GEMM_RELU) ? _mm512_setzero_ps() : _mm512_set1_ps(-__builtin_inff());
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
        _mm512_mask_storeu_ps(c + i * ldc, low, _mm512_max_ps(floor, sum[i][0]));
        _mm512_mask_storeu_ps(c + i * ldc + 16, high, _mm512_max_ps(floor, sum[i][1]));
    }
}

__attribute__((target("avx512f"))) static void panel_512(size_t rows, size_t k, const float *a, size_t lda,
                                                         const float *panel, const float *bias, float *c, size_t ldc,
                                                         size_t width, int flags) {
#define ROWS(r) \
    case r: block_512(r, k, a, lda, panel, bias, c, ldc, width, flags); break;
    switch (rows) {
        ROWS(1) ROWS(2) ROWS(3) ROWS(4) ROWS(5) ROWS(6) ROWS(7)
        ROWS(8) ROWS(9) ROWS(10) ROWS(11) ROWS(12) ROWS(13) ROWS(14)
    }
#undef ROWS
}

// Computes half a panel (16 columns) for up to 6 rows.
__attribute__((target("avx2,fma"), always_inline)) static inline void
block_256(const int rows, size_t k, const float *a, size_t lda, const float *panel, const float *start, float *tile) {
    __m256 sum[MAX_ROWS_256][2];
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
        sum[i][0] = _mm256_loadu_ps(start + i * 16);
        sum[i][1] = _mm256_loadu_ps(start + i * 16 + 8);
    }
    for (size_t l = 0; l < k; l++) {
        __m256 p0 = _mm256_loadu_ps(panel + l * WS_PANEL), p1 = _mm256_loadu_ps(panel + l * WS_PANEL + 8);
#pragma clang loop unroll(full)
        for (int i = 0; i < rows; i++) {
            __m256 x = _mm256_set1_ps(a[i * lda + l]);
            sum[i][0] = _mm256_fmadd_ps(x, p0, sum[i][0]);
            sum[i][1] = _mm256_fmadd_ps(x, p1, sum[i][1]);
        }
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
        _mm256_storeu_ps(tile + i * 16, sum[i][0]);
        _mm256_storeu_ps(tile + i * 16 + 8, sum[i][1]);
    }
}

__attribute__((target("avx2,fma"))) static void panel_256(size_t rows, size_t k, const float *a, size_t lda,
                                                          const float *panel, const float *bias, float *c, size_t ldc,
                                                          size_t width, int flags) {
    float tile[MAX_ROWS_256 * 16];
    for (size_t half = 0; half < width; half += 16) {
        size_t columns = width - half < 16 ? width - half : 16;
        for (size_t i = 0; i < rows; i++) {
            for (size_t j = 0; j < 16; j++) {
                float start = bias && j < columns ? bias[half + j] : 0;
                if ((flags & WS_GEMM_ACCUMULATE) && j < columns) start += c[i * ldc + half + j];
                tile[i * 16 + j] = start;
            }
        }
#define ROWS(r) \
    case r: block_256(r, k, a, lda, panel + half, tile, tile); break;
        switch (rows) { ROWS(1) ROWS(2) ROWS(3) ROWS(4) ROWS(5) ROWS(6) }
#undef ROWS
        for (size_t i = 0; i < rows; i++) {
            for (size_t j = 0; j < columns; j++) {
                float x = tile[i * 16 + j];
                c[i * ldc + half + j] = (flags & WS_GEMM_RELU) && x < 0 ? 0 : x;
            }
        }
    }
}
#endif

// Goes through the rows of A in groups that fit in the second-level cache, and applies every panel of B to a group
// before the next group. A kernel computes at most `max_rows` rows at once.
static void gemm_with(panel_kernel kernel, size_t max_rows, size_t m, size_t n, size_t k, const float *a, size_t lda,
                      const float *packed, const float *bias, float *c, size_t ldc, int flags) {
    size_t blocks = (m + max_rows - 1) / max_rows;
    size_t group = 1 + 65536 / (max_rows * (k + 1));
    for (size_t first = 0; first < blocks; first += group) {
        size_t last = first + group < blocks ? first + group : blocks;
        for (size_t column = 0; column < n; column += WS_PANEL) {
            size_t width = n - column < WS_PANEL ? n - column : WS_PANEL;
            const float *panel = packed + column * k;
            for (size_t block = first; block < last; block++) {
                // Blocks have nearly the same height: 16 rows become 8 + 8, not 14 + 2.
                size_t from = block * m / blocks, to = (block + 1) * m / blocks;
                kernel(to - from, k, a + from * lda, lda, panel, bias ? bias + column : NULL, c + from * ldc + column,
                       ldc, width, flags);
            }
        }
    }
}

int ws_gemm_has(int kernel) {
#if defined(__x86_64__)
    if (kernel == WS_GEMM_AVX512) return __builtin_cpu_supports("avx512f");
    if (kernel == WS_GEMM_AVX2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
    return kernel == WS_GEMM_PORTABLE;
}

void ws_gemm_by(int kernel, size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed,
                const float *bias, float *c, size_t ldc, int flags) {
#if defined(__x86_64__)
    if (kernel == WS_GEMM_AVX512)
        return gemm_with(panel_512, MAX_ROWS_512, m, n, k, a, lda, packed, bias, c, ldc, flags);
    if (kernel == WS_GEMM_AVX2)
        return gemm_with(panel_256, MAX_ROWS_256, m, n, k, a, lda, packed, bias, c, ldc, flags);
#endif
    gemm_with(panel_portable, MAX_ROWS_PORTABLE, m, n, k, a, lda, packed, bias, c, ldc, flags);
}

static int best_kernel(void) {
    return ws_gemm_has(WS_GEMM_AVX512) ? WS_GEMM_AVX512 : ws_gemm_has(WS_GEMM_AVX2) ? WS_GEMM_AVX2 : WS_GEMM_PORTABLE;
}

void ws_gemm(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed, const float *bias,
             float *c, size_t ldc, int flags) {
    ws_gemm_by(best_kernel(), m, n, k, a, lda, packed, bias, c, ldc, flags);
}

const char *ws_gemm_kernel(void) {
    static const char *const names[] = {"portable", "avx2", "avx512"};
    return names[best_kernel()];
}

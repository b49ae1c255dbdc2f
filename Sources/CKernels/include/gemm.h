#pragma once
#include <stddef.h>

// Columns of a packed panel. B[k x n] is kept as ceil(n / WS_PANEL) panels of k rows of WS_PANEL floats, zero padded,
// so that the inner loop reads it once, in order.
#define WS_PANEL 32

enum {
    WS_GEMM_ACCUMULATE = 1,  // add to what C holds instead of overwriting it
    WS_GEMM_RELU = 2,        // max(0, .) on the way out
};

// Floats that a packed k x n matrix takes.
size_t ws_packed_count(size_t k, size_t n);

// Packs B given as n rows of k (the layout of a PyTorch Linear weight: out x in).
void ws_pack_transposed(size_t k, size_t n, const float *b, float *packed);

// C[m x n] = A[m x k] . B + bias. Rows of A are `lda` floats apart: less than k makes overlapping rows, which is a
// one-dimensional convolution over time-major samples. `bias` has n values or is null.
// A row of the result depends on that row of A alone, to the last bit, whatever m is.
void ws_gemm(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed, const float *bias,
             float *c, size_t ldc, int flags);

// The same without vector intrinsics.
void ws_gemm_scalar(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed, const float *bias,
                    float *c, size_t ldc, int flags);

// Kernels behind ws_gemm, the best last.
enum { WS_GEMM_PORTABLE, WS_GEMM_AVX2, WS_GEMM_AVX512 };

// Whether this CPU can run a kernel.
int ws_gemm_has(int kernel);

// ws_gemm by a kernel that this CPU can run, so that tests reach all of them.
void ws_gemm_by(int kernel, size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed,
                const float *bias, float *c, size_t ldc, int flags);

// Name of the kernel that ws_gemm uses on this CPU: "avx512", "avx2" or "portable".
const char *ws_gemm_kernel(void);

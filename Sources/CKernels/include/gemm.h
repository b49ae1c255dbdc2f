#pragma once
#include <stddef.h>

// Columns of a packed panel. B[k x n] is stored as ceil(n / WS_PANEL) panels of k rows of WS_PANEL floats, padded with
// zeros, so that the inner loop reads it once, in order.
#define WS_PANEL 32

enum {
    WS_GEMM_ACCUMULATE = 1,  // add to the values of C instead of overwriting them
    WS_GEMM_RELU = 2,        // negative results become 0
};

// Number of floats of a packed k x n matrix.
size_t ws_packed_count(size_t k, size_t n);

// Packs B given as n rows of k (the layout of a PyTorch Linear weight: out x in).
void ws_pack_transposed(size_t k, size_t n, const float *b, float *packed);

// C[m x n] = A[m x k] . B + bias. The rows of A are `lda` floats apart: with less than k they overlap, which makes a
// one-dimensional convolution over time-major samples. `bias` has n values or is null.
// A row of the result depends only on the same row of A, to the last bit, whatever m is.
void ws_gemm(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed, const float *bias,
             float *c, size_t ldc, int flags);

// The same without vector intrinsics.
void ws_gemm_scalar(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed, const float *bias,
                    float *c, size_t ldc, int flags);

// The kernels of ws_gemm, the fastest last.
enum { WS_GEMM_PORTABLE, WS_GEMM_AVX2, WS_GEMM_AVX512 };

// Whether this CPU can run a kernel.
int ws_gemm_has(int kernel);

// ws_gemm with a given kernel, which this CPU must be able to run; the tests use it to reach all kernels.
void ws_gemm_by(int kernel, size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed,
                const float *bias, float *c, size_t ldc, int flags);

// Name of the kernel that ws_gemm uses on this CPU: "avx512", "avx2" or "portable".
const char *ws_gemm_kernel(void);

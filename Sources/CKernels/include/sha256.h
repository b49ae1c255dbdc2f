#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// SHA-256 compression (FIPS 180-4, section 6.2): folds `block_count` blocks of 64 bytes into `state`.
// Padding and the final byte order are the caller's business. `blocks` need not be aligned.

// Uses the processor's SHA instructions where it has them.
void sha256_compress(uint32_t state[8], const uint8_t *blocks, size_t block_count);

// The plain C twin; the result is the same.
void sha256_compress_scalar(uint32_t state[8], const uint8_t *blocks, size_t block_count);

// Whether `sha256_compress` uses SHA instructions on this processor.
bool sha256_is_accelerated(void);

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// SHA-256 compression (FIPS 180-4, section 6.2): folds `block_count` blocks of 64 bytes into `state`.
// The caller adds the padding and brings the result to its byte order. `blocks` need not be aligned.

// Uses the SHA instructions of the processor if it has them.
void sha256_compress(uint32_t state[8], const uint8_t *blocks, size_t block_count);

// The same result in plain C.
void sha256_compress_scalar(uint32_t state[8], const uint8_t *blocks, size_t block_count);

// Whether `sha256_compress` uses SHA instructions on this processor.
bool sha256_is_accelerated(void);

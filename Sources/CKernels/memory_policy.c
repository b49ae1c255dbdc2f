#include "memory_policy.h"
#include <stdlib.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

void ws_return_large_blocks(void) {
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}

void ws_return_freed_memory(void) {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

#pragma once

// Makes the C library return blocks of a megabyte and more to the system as soon as they are freed. Does nothing where
// the library has no such setting.
void ws_return_large_blocks(void);

// Returns the memory of freed small blocks to the system, wherever in the heap it lies. Takes milliseconds.
void ws_return_freed_memory(void);

#pragma once

// Makes the C library give blocks of a megabyte and more back to the system when they are freed, where it can be told.
void ws_return_large_blocks(void);

// Gives back what small blocks that were freed have left, wherever it lies. Takes milliseconds.
void ws_return_freed_memory(void);

#pragma once

// Makes the C library give blocks of a megabyte and more back to the system when they are freed, where it can be told.
void ws_return_large_blocks(void);

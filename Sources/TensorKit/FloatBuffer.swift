internal import CKernels

/// Scratch memory for kernels: floats at a 64-byte boundary, not initialized, freed together with the object.
///
/// One task owns a buffer; the type is deliberately not `Sendable`.
public final class FloatBuffer {
    /// The first float.
    public private(set) var pointer: UnsafeMutablePointer<Float>
    /// Number of floats.
    public private(set) var count: Int

    /// Allocates `count` floats, at least one, with undefined values.
    public init(_ count: Int) {
        self.count = max(count, 1)
        pointer = Self.allocate(self.count)
    }

    deinit { pointer.deallocate() }

    /// Makes room for at least `count` floats. If the buffer has to grow, its values are lost.
    /// - Returns: the first float.
    @discardableResult
    public func reserve(_ count: Int) -> UnsafeMutablePointer<Float> {
        if count > self.count {
            pointer.deallocate()
            self.count = count
            pointer = Self.allocate(count)
        }
        return pointer
    }

    /// Makes the C library return buffers of a megabyte and more to the system as soon as they are freed. By default it
    /// begins to keep such buffers after the first ones were freed, and memory then grows with the variety of their
    /// sizes. Call once at start.
    public static func returnLargeBuffers() { ws_return_large_blocks() }

    /// Returns the memory of freed small objects to the system; takes milliseconds. By itself the C library returns
    /// only memory at the end of the heap.
    public static func returnFreedMemory() { ws_return_freed_memory() }

    /// Allocates `count` floats at a 64-byte boundary; the caller frees them.
    static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
        UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Float>.stride, alignment: 64)
            .bindMemory(to: Float.self, capacity: count)
    }
}

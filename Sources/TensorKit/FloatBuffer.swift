internal import CKernels

/// Scratch memory for kernels: floats at a 64-byte boundary, not initialised, freed with the object.
///
/// One task owns a buffer; it is deliberately not `Sendable`.
public final class FloatBuffer {
    /// The first float.
    public private(set) var pointer: UnsafeMutablePointer<Float>
    /// Number of floats.
    public private(set) var count: Int

    /// Allocates `count` floats of undefined value.
    public init(_ count: Int) {
        self.count = max(count, 1)
        pointer = Self.allocate(self.count)
    }

    deinit { pointer.deallocate() }

    /// Makes room for at least `count` floats; what was there is lost when the buffer has to grow.
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

    /// Makes the C library give buffers of a megabyte and more back to the system when they are freed. Left alone, it
    /// learns from the first large ones to keep them, and memory grows with the variety of sizes. Call once at start.
    public static func returnLargeBuffers() { ws_return_large_blocks() }

    /// Gives memory back to the system that many small objects have left behind; takes milliseconds. The C library does so
    /// by itself only with what lies at the end.
    public static func returnFreedMemory() { ws_return_freed_memory() }

    static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
        UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Float>.stride, alignment: 64)
            .bindMemory(to: Float.self, capacity: count)
    }
}

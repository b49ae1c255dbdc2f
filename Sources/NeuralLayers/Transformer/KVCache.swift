internal import TensorKit

/// Keys and values of one sequence for each layer of a decoder: rows of `2 · width` floats, the key first.
///
/// One task owns a cache; it is deliberately not `Sendable`.
public final class KVCache {
    /// Rows that a layer has room for.
    public let capacity: Int
    /// Floats of a key, and of a value.
    public let width: Int
    private let layers: [FloatBuffer]

    /// Allocates rows of undefined content.
    public init(layers: Int, capacity: Int, width: Int) {
        self.capacity = capacity
        self.width = width
        self.layers = (0..<layers).map { _ in FloatBuffer(capacity * 2 * width) }
    }

    /// The rows of a layer.
    /// - Returns: `capacity x 2·width` floats, valid while the cache lives.
    public func rows(_ layer: Int) -> UnsafeMutablePointer<Float> { layers[layer].pointer }

    /// Stores a key and a value, which lie side by side, as the row of a position.
    public func store(_ keyValue: UnsafePointer<Float>, layer: Int, position: Int) {
        precondition(position < capacity, "the cache has \(capacity) rows")
        (rows(layer) + position * 2 * width).update(from: keyValue, count: 2 * width)
    }

    /// Copies the first rows of every layer from a cache of the same layers, capacity and width.
    public func copy(_ count: Int, from other: KVCache) {
        precondition(
            layers.count == other.layers.count && width == other.width && count <= min(capacity, other.capacity),
            "the caches differ in shape")
        for (layer, source) in zip(layers, other.layers) {
            layer.pointer.update(from: source.pointer, count: count * 2 * width)
        }
    }
}

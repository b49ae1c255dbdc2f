/// Small operations on vectors and rows of vectors. Each result has the same bits whatever the machine: sums are made
/// in the order of the elements, but for the `dot` of floats.
public enum Vectors {
    /// Each row minus `mean`, scaled to a length.
    /// - Parameters:
    ///   - rows: Row-major, a multiple of `width`.
    ///   - mean: `width` values; nil for zeros.
    public static func scaled(
        _ rows: [Double], minus mean: [Double]? = nil, width: Int, toLength length: Double
    ) -> [Double] {
        var result = rows
        for start in stride(from: 0, to: rows.count, by: width) {
            var square = 0.0
            for i in 0..<width {
                if let mean { result[start + i] -= mean[i] }
                square += result[start + i] * result[start + i]
            }
            let factor = length / max(square.squareRoot(), 1e-12)
            for i in 0..<width { result[start + i] *= factor }
        }
        return result
    }

    /// The vector scaled to length 1; empty for a vector whose length is 0 or not finite.
    public static func unit(_ vector: [Float]) -> [Double] {
        let length = vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        guard length > 0, length.isFinite else { return [] }
        return vector.map { Double($0) / length }
    }

    /// Dot product of two vectors, in the order of their elements; of vectors of different size, as far as the shorter.
    public static func dot(_ one: [Double], _ other: [Double]) -> Double {
        zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Cosine of the angle between two vectors, -1 ... 1; 0 where the length of one is 0.
    public static func cosine(_ one: [Double], _ other: [Double]) -> Double {
        let lengths = (dot(one, one) * dot(other, other)).squareRoot()
        return lengths > 0 ? dot(one, other) / lengths : 0
    }

    /// Dot product of two vectors of the same size: sixteen sums side by side, which the processor adds at once, and
    /// the elements that are left.
    public static func dot(_ one: [Float], _ other: [Float]) -> Float {
        precondition(one.count == other.count, "vectors of different sizes have no dot product")
        return one.withUnsafeBytes { a in
            other.withUnsafeBytes { b in
                var sums = SIMD16<Float>()
                let stride = MemoryLayout<SIMD16<Float>>.size
                var offset = 0
                while offset + stride <= a.count {
                    sums +=
                        a.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
                        * b.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
                    offset += stride
                }
                var rest: Float = 0
                while offset < a.count {
                    rest +=
                        a.loadUnaligned(fromByteOffset: offset, as: Float.self)
                        * b.loadUnaligned(fromByteOffset: offset, as: Float.self)
                    offset += 4
                }
                return sums.sum() + rest
            }
        }
    }
}
